//! The command line, as clap reads it.
//!
//! What help says stands here in both languages, Chinese first: `中文 | English`. [`super::help`] shows one of them.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::{
    diag::{Lang, Refusal, say},
    model::{Date, Period, fault_of_address},
    write::{Portion, Share},
};

/// 县志：把一篇篇报道里的数字，做成可以查、可以比、可以追到原文那一行的县情网站。
/// | xianzhi: a site of county profiles from the figures of many reports, each of which can be looked up, compared
/// and followed back to the line that printed it.
#[derive(Debug, Parser)]
#[command(
    name = "xianzhi",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Args {
    /// 站点文件夹（有 site.yaml 的那个），不写就是当前文件夹
    /// | the folder of the site, with site.yaml in it; the current folder if left out
    #[arg(long, global = true, default_value = ".", hide_default_value = true, value_name = "文件夹|FOLDER")]
    pub(super) site: PathBuf,
    /// 程序说的语言：zh（中文）或 en（英文）；不写时看环境变量 LC_ALL、LC_MESSAGES、LANG
    /// | the language that the program speaks: zh (Chinese) or en (English); if left out, what LC_ALL, LC_MESSAGES
    /// or LANG says
    #[arg(long, global = true, value_enum, hide_possible_values = true, value_name = "语言|LANGUAGE")]
    pub(super) lang: Option<Language>,
    /// 输出的颜色：auto（终端里才有，默认）、always（总有）、never（没有）
    /// | colours of the output: auto (in a terminal only, if left out), always or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_default_value = true,
        hide_possible_values = true, value_name = "颜色|COLOR")]
    pub(super) color: Color,
    /// 只说问题，不说做成了什么，也不显示进度 | speak of what is wrong only, and show no progress
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// 显示帮助 | show this help
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本 | show the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Language {
    Zh,
    En,
}

impl Language {
    pub(super) fn lang(self) -> Lang {
        match self {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 新建一个站点，带一篇做好的例子 | begin a site, with one worked example in it
    Init(Init),
    /// 写一个空白的报道、比较表或页面，等编辑来填 | write an empty article, table or page for an editor to fill
    New(New),
    /// 检查内容，写出网站 | check the content and write the site
    Build(Build),
    /// 检查内容，列出所有问题 | check the content and list all findings
    Check(Check),
    /// 把内容与来源文本逐条核对，记录覆盖率 | hold the content against its source texts and record the coverage
    Audit(Audit),
    /// 从来源文本起草一篇报道 | draft an article from a source text
    Draft(Draft),
    /// 第二个人对照来源核对过一篇报道，签上姓名 | sign an article that a second person held against its source
    Sign(Sign),
    /// 把报道里的数据导出成电子表格，供编辑登记 | export what the articles record as a spreadsheet, for editors
    Export(Export),
    /// 把改好的电子表格写回报道，先列出每一处改动 | take a spreadsheet back into the articles, after showing each change
    Import(Import),
    /// 在本机预览，改动即时可见 | show the site on this machine, and again at every change
    Serve(Serve),
    /// 列出内容文件的 JSON Schema，编辑器据此补全和检查 | give the JSON Schemas that editor programs complete and check by
    Schema(Schema),
    /// 把程序自带的一个模板或主题文件复制到站点里，好改动它 | copy a built-in template or theme file into the site, to change it
    Eject(Eject),
    /// 解释一条检查规则 | explain what a finding means
    Explain(Explain),
    /// 列出发布要改动什么，写出网站和上传清单 | list what publishing changes, write the site and the lists to upload by
    Publish(Publish),
    /// 与从前的一份比较，列出数字和报道的改动，也可以记下来 | compare with an earlier state: what changed of figures and reports, to be recorded
    Diff(Diff),
    /// 打包带走：整站的 zip、EPUB 电子书、每个县（区）一个文件 | pack the site to be carried: a zip, a book (EPUB), profiles as one file each
    Pack(Pack),
    /// 核对带来的站点或压缩包：文件都在、都没有变 | see whether a site or zip that was carried here is whole
    Verify(Verify),
    /// 打印命令补全的脚本，给 bash、zsh、fish、PowerShell 用 | print a script that completes commands in a shell
    Completions(Completions),
    /// 打印手册页，给 man 用 | print a manual page, for man
    Man(Man),
}

/// Where the site is to be found once it is published.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Address {
    /// 发布的网址，以 https:// 开头；写了就代替 site.yaml 里的 base_url
    /// | the address that the site is published at, which begins with https://; it stands in the place of base_url in
    /// site.yaml
    #[arg(long, value_name = "网址|ADDRESS")]
    base_url: Option<String>,
}

impl Address {
    /// The address, where one is given.
    ///
    /// # Errors
    /// Where it is not a whole one.
    pub(super) fn base_url(&self) -> Result<Option<&str>, Refusal> {
        let Some(url) = self.base_url.as_deref() else { return Ok(None) };
        let Some(fault) = fault_of_address(url) else { return Ok(Some(url)) };
        let what = fault.words().0;
        Err(Refusal::new(say!(
            ("--base-url {}：{url}。以 https:// 或 http:// 开头，例如 https://example.org/county", what.zh),
            (
                "--base-url {}: {url}. Start it with https:// or http://, such as https://example.org/county",
                what.en
            )
        )))
    }
}

/// The day that `--date` names.
///
/// # Errors
/// Where it is not one day.
pub(super) fn day(text: &str) -> Result<Date, Refusal> {
    match Period::parse(text) {
        Ok(Period::At(date)) if date.is_day() => Ok(date),
        _ => Err(Refusal::new(say!(
            "--date {text} 不是日期：写成 2026-11-25",
            "--date {text} is no date: write it like 2026-11-25"
        ))),
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// 输出文件夹，相对于站点文件夹；不写就是 public，只写一部分时是 public-part 或 public-2-of-4
    /// | the folder to write to, seen from the folder of the site; if left out, public, or public-part or public-2-of-4
    /// where only a part is written
    #[arg(long, value_name = "文件夹|FOLDER")]
    out: Option<PathBuf>,
    /// 只写网站的一份，例如 2/4 是四份中的第二份；各份合在一起就是整个网站
    /// | write only a share of the site, such as 2/4 for the second of four; all shares together are the whole site
    #[arg(long, value_name = "第几份/几份|NUMBER/OF")]
    shard: Option<String>,
    /// 只写这些文件，例如 index.html 或 'counties/*'；可以写几次
    /// | write only these files, such as index.html or 'counties/*'; may be given several times
    #[arg(long, value_name = "路径|PATH")]
    only: Vec<String>,
    /// 同类问题全部列出，不折叠 | list all findings, also many of one kind
    #[arg(long)]
    pub(super) all: bool,
    #[command(flatten)]
    pub(super) address: Address,
}

impl Build {
    /// What of the site is to be written.
    ///
    /// # Errors
    /// Where the share is none.
    pub(super) fn portion(&self) -> Result<Portion, Refusal> {
        let share = self.shard.as_deref().map(Share::parse).transpose()?;
        Ok(Portion { share, only: self.only.clone() })
    }

    /// The folder to write to. A part never takes the place of the whole unless it is told to.
    pub(super) fn out(&self, portion: &Portion) -> PathBuf {
        let usual = || match (portion.share, portion.only.is_empty()) {
            (Some(share), _) => format!("public-{}", share.name()).into(),
            (None, false) => "public-part".into(),
            (None, true) => "public".into(),
        };
        self.out.clone().unwrap_or_else(usual)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Publish {
    /// 只列出要改动什么，什么都不写 | only list what would change; write nothing
    #[arg(long)]
    pub(super) plan: bool,
    /// 已发布站点的 SHA256SUMS（先取到本机），或存有它的文件夹；不写就是还没有发布过
    /// | the SHA256SUMS of the published site, fetched to this machine, or a folder with a copy of it; nothing is
    /// published yet if left out
    #[arg(long, value_name = "清单或文件夹|LIST-OR-FOLDER")]
    pub(super) published: Option<PathBuf>,
    /// 输出文件夹，相对于站点文件夹；不写就是 public
    /// | the folder to write to, seen from the folder of the site; public if left out
    #[arg(long, default_value = "public", hide_default_value = true, value_name = "文件夹|FOLDER")]
    pub(super) out: PathBuf,
    /// 文件和同类问题全部列出，不折叠 | list all files and findings, also many of one kind
    #[arg(long)]
    pub(super) all: bool,
    /// 输出格式：human（给人看，默认）或 json | the format: human (if left out) or json
    #[arg(long, value_enum, default_value_t = PlanFormat::Human, hide_default_value = true,
        hide_possible_values = true, value_name = "格式|FORMAT")]
    pub(super) format: PlanFormat,
    #[command(flatten)]
    pub(super) address: Address,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    Human,
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// 警告也算问题 | let warnings count as errors do
    #[arg(long)]
    pub(super) strict: bool,
    /// 不列问题，列出数字之间成立而没有登记的勾稽关系，供编辑确认
    /// | list relations that hold and are not declared, for an editor to confirm, instead of findings
    #[arg(long, conflicts_with_all = ["strict", "fix"])]
    pub(super) suggest: bool,
    /// 改掉不必由人决定的小错（只动 YAML，不动正文），先列出改动，问过再写
    /// | mend what needs no decision (YAML only, no text): show the changes, ask, then write them
    #[arg(long)]
    pub(super) fix: bool,
    /// 与 --fix 同用：不问，直接写 | with --fix: write without asking
    #[arg(long, requires = "fix")]
    pub(super) yes: bool,
    #[command(flatten)]
    pub(super) shown: Shown,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Shown {
    /// 同类问题全部列出，不折叠 | list all findings, also many of one kind
    #[arg(long)]
    pub(super) all: bool,
    /// 输出格式：human（给人看，默认）、json、sarif 或 github（GitHub Actions 的批注）
    /// | the format of the findings: human (if left out), json, sarif or github (annotations of GitHub Actions)
    #[arg(long, value_enum, default_value_t = OutputFormat::Human, hide_default_value = true,
        hide_possible_values = true, value_name = "格式|FORMAT")]
    pub(super) format: OutputFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Debug, clap::Args)]
pub(super) struct Audit {
    /// 放来源文本的文件夹；不写时用环境变量 XIANZHI_SOURCES 所指的，再不然用站点里的 sources，没有就用 ../shared/sources
    /// | the folder of the source texts; if left out, what XIANZHI_SOURCES names, else sources in the folder of the site,
    /// else ../shared/sources
    #[arg(long, value_name = "文件夹|FOLDER")]
    pub(super) sources: Option<PathBuf>,
    /// 只核对，不写 content/audit.yaml；记录与现在的结果不同算问题
    /// | write no content/audit.yaml; a record that differs from the result is a finding
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) shown: Shown,
}

#[derive(Debug, clap::Args)]
pub(super) struct Draft {
    /// 来源文本（UTF-8 的 .txt） | the source text, a .txt in UTF-8
    #[arg(value_name = "来源文本|SOURCE")]
    pub(super) source: PathBuf,
    /// 地区代码，例如 430503 | the code of the place, for example 430503
    #[arg(long, value_name = "代码|CODE")]
    pub(super) place: String,
    /// 写到这里；不写就是站点里的 content/articles/代码-拼音-年份.md
    /// | where to write; content/articles/CODE-PINYIN-YEAR.md of the site if left out
    #[arg(long, value_name = "文件|FILE")]
    pub(super) out: Option<PathBuf>,
    /// 默认时期（EDTF，例如 2020~）；不写就从文本推断
    /// | the default time period in EDTF, for example 2020~; inferred from the text if left out
    #[arg(long, value_name = "时期|PERIOD")]
    pub(super) period: Option<String>,
    /// 打印出来，不写文件 | print the draft, write no file
    #[arg(long, conflicts_with = "out")]
    pub(super) print: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Sign {
    /// 报道的文件名，例如 430503-daxiang-2020 | the name of the article's file, for example 430503-daxiang-2020
    #[arg(value_name = "报道|ARTICLE")]
    pub(super) article: String,
    /// 核对的人，不能是登记的人 | who checked it, not whoever took its figures down
    #[arg(long, value_name = "姓名|PERSON")]
    pub(super) by: String,
    /// 核对的日期；不写就是今天（UTC） | the day of the check; today in UTC if left out
    #[arg(long, value_name = "日期|DATE")]
    pub(super) date: Option<String>,
    /// 不问，直接写 | write without asking
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// 写成 Excel 工作簿；不写就是当前文件夹里的 xianzhi.xlsx
    /// | the Excel workbook to write; xianzhi.xlsx in the current folder if left out
    #[arg(long, value_name = "文件|FILE", conflicts_with = "csv")]
    pub(super) xlsx: Option<PathBuf>,
    /// 写成 CSV（只有观测值） | the CSV file to write instead (observations only)
    #[arg(long, value_name = "文件|FILE")]
    pub(super) csv: Option<PathBuf>,
    /// 只要这些报道（文件名，可以写几个） | only these articles: names of their files, one or more
    #[arg(long, value_name = "报道|ARTICLE", num_args = 1..)]
    pub(super) article: Vec<String>,
    /// 只要这个地区的报道，例如 430503 | only articles about this place, for example 430503
    #[arg(long, value_name = "代码|CODE")]
    pub(super) place: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// xianzhi export 导出、改好的 .xlsx 或 .csv | the .xlsx or .csv of xianzhi export, with your changes
    #[arg(value_name = "文件|FILE")]
    pub(super) file: PathBuf,
    /// 不问，直接写 | write without asking
    #[arg(long)]
    pub(super) yes: bool,
    /// 表里删去的行，在报道里也删去；不写就只列出来
    /// | take out of the articles what has no row any more; it is only listed if left out
    #[arg(long)]
    pub(super) delete: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// 端口；不写就是 8430 起第一个空着的 | the port; the first free one from 8430 on if left out
    #[arg(long, value_name = "端口|PORT")]
    pub(super) port: Option<u16>,
    /// 放来源文本的文件夹，原文对照用；不写时与 xianzhi audit 相同
    /// | the folder of the source texts, to show articles beside them; if left out, the same as of xianzhi audit
    #[arg(long, value_name = "文件夹|FOLDER")]
    pub(super) sources: Option<PathBuf>,
    /// 不打开浏览器 | open no browser
    #[arg(long)]
    pub(super) no_open: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// 规则的名字，例如 relation-contradicts；不写则列出全部
    /// | the name of a rule, for example relation-contradicts; if left out, all are listed
    #[arg(value_name = "规则|RULE")]
    pub(super) rule: Option<String>,
    /// 以 Markdown 列出全部规则（docs/RULES.md 就是这样写成的）
    /// | list all rules as Markdown (docs/RULES.en.md is written so)
    #[arg(long, conflicts_with = "rule")]
    pub(super) markdown: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Pack {
    /// 输出文件夹，相对于站点文件夹；不写就是 packs
    /// | the folder to write to, seen from the folder of the site; packs if left out
    #[arg(long, default_value = "packs", hide_default_value = true, value_name = "文件夹|FOLDER")]
    pub(super) out: PathBuf,
    /// 再用本机的 Chromium 把每个县（区）打印成 PDF | print each profile as PDF too, with the Chromium of this machine
    #[arg(long)]
    pub(super) pdf: bool,
    #[command(flatten)]
    pub(super) address: Address,
}

#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// 另一份站点的文件夹（有 site.yaml 的那个），或 git 的版本，例如 HEAD~3、标签、分支
    /// | the folder of another state of the site, with site.yaml in it, or a git revision: HEAD~3, a tag, a branch
    #[arg(value_name = "文件夹或版本|FOLDER-OR-REVISION")]
    pub(super) other: PathBuf,
    /// 输出格式：human（给人看，默认）或 json | the format: human (if left out) or json
    #[arg(long, value_enum, default_value_t = PlanFormat::Human, hide_default_value = true,
        hide_possible_values = true, value_name = "格式|FORMAT")]
    pub(super) format: PlanFormat,
    /// 把改动记进 content/changes.yaml，读者看得到；先列出要写的，问过再写
    /// | record the changes in content/changes.yaml, where readers see them: show the entry, ask, then write it
    #[arg(long, requires_all = ["editor", "reason"])]
    pub(super) record: bool,
    /// 与 --record 同用：谁改的 | with --record: who changed them
    #[arg(long, requires = "record", value_name = "姓名|NAME")]
    pub(super) editor: Option<String>,
    /// 与 --record 同用：为什么改 | with --record: why
    #[arg(long, requires = "record", value_name = "理由|REASON")]
    pub(super) reason: Option<String>,
    /// 与 --record 同用：哪一天改的（2026-11-25）；不写就是今天 | with --record: the day, as in 2026-11-25; today if left out
    #[arg(long, requires = "record", value_name = "日期|DAY")]
    pub(super) date: Option<String>,
    /// 与 --record 同用：不问，直接写 | with --record: write without asking
    #[arg(long, requires = "record")]
    pub(super) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// 站点的文件夹（有 SHA256SUMS 的那个），或 xianzhi pack 写的 zip
    /// | the folder of a site, with SHA256SUMS in it, or a zip that xianzhi pack wrote
    #[arg(value_name = "文件夹或压缩包|FOLDER-OR-ZIP")]
    pub(super) path: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// 新站点的文件夹：空的，或还没有的 | the folder of the new site: empty, or not there yet
    #[arg(value_name = "文件夹|FOLDER")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    #[command(subcommand)]
    pub(super) kind: NewKind,
}

#[derive(Debug, Subcommand)]
pub(super) enum NewKind {
    /// 一篇报道 | an article
    Article {
        /// 地区代码，例如 430503 | the code of the place, for example 430503
        #[arg(long, value_name = "代码|CODE")]
        place: String,
        /// 报道的年份，例如 2020 | the year of the report, for example 2020
        #[arg(long, value_name = "年份|YEAR", value_parser = clap::value_parser!(u16).range(1900..=2100))]
        year: u16,
        /// 文件名，不带 .md；不写就是 代码-拼音-年份 | the name of the file without .md; CODE-PINYIN-YEAR if left out
        #[arg(long, value_name = "文件名|NAME")]
        slug: Option<String>,
    },
    /// 一张比较表 | a table
    Table {
        /// 文件名，不带 .md，例如 water-works | the name of the file without .md, for example water-works
        #[arg(value_name = "文件名|NAME")]
        name: String,
        /// 领域编号，例如 poverty | the id of the domain, for example poverty
        #[arg(long, value_name = "领域|DOMAIN")]
        domain: String,
    },
    /// 一个页面 | a page
    Page {
        /// 文件名，不带 .md，例如 thanks | the name of the file without .md, for example thanks
        #[arg(value_name = "文件名|NAME")]
        name: String,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// 打印哪一个，例如 article；frontmatter 是 Front Matter 扩展的设置；都不写就列出名字
    /// | which to print, for example article; frontmatter is the settings of the extension Front Matter; if left out,
    /// their names are listed
    #[arg(value_name = "名字|NAME", conflicts_with = "out")]
    pub(super) name: Option<String>,
    /// 全部写到这个文件夹，相对于站点文件夹，例如 schema
    /// | write all of them to this folder, seen from the folder of the site, for example schema
    #[arg(long, value_name = "文件夹|FOLDER")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Eject {
    /// 要复制的文件，例如 templates/county.html；不写就列出全部
    /// | the file to copy, for example templates/county.html; if left out, all are listed
    #[arg(value_name = "文件|FILE")]
    pub(super) file: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// 哪一种：bash、zsh、fish、powershell 或 elvish | for which shell: bash, zsh, fish, powershell or elvish
    #[arg(value_enum, hide_possible_values = true, value_name = "终端|SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// 哪个命令的；不写就是整个程序的 | of which command; of the whole program if left out
    #[arg(value_name = "命令|COMMAND")]
    pub(super) command: Option<String>,
}
