//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{
    ArgAction, Parser, Subcommand, ValueEnum,
    error::{ContextKind, ErrorKind},
};

use crate::diag::Lang;

/// 县志：把一篇篇报道里的数字，做成可以查、可以比、可以追到原文那一行的县情网站。
#[derive(Debug, Parser)]
#[command(
    name = "xianzhi",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    help_template = HELP
)]
pub(super) struct Args {
    /// 站点文件夹（有 site.yaml 的那个），不写就是当前文件夹
    #[arg(long, global = true, default_value = ".", hide_default_value = true, value_name = "文件夹")]
    pub(super) site: PathBuf,
    /// 程序说的语言：zh（中文）或 en（英文）；不写时看环境变量 LC_ALL、LC_MESSAGES、LANG
    #[arg(long, global = true, value_enum, hide_possible_values = true, value_name = "语言")]
    pub(super) lang: Option<Language>,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Language {
    /// 中文
    Zh,
    /// English
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

/// The layout of every help text.
const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// What is wrong with the words of a command line, and what to do.
pub(super) fn usage(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(ToString::to_string);
    let word =
        said(ContextKind::InvalidArg).or_else(|| said(ContextKind::InvalidSubcommand)).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {word} 这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有 {word} 这个命令"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {word}"),
        ErrorKind::ArgumentConflict => format!("{word} 不能与别的选项同用"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => format!("{word} 不能是“{value}”"),
            _ => format!("{word} 后面要写一个值"),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "要写一个命令，例如 xianzhi check".to_owned()
        }
        _ => "命令写得不对".to_owned(),
    };
    let near = said(ContextKind::SuggestedSubcommand).or_else(|| said(ContextKind::SuggestedArg));
    let near = near.map(|n| format!("，是不是 {n}？")).unwrap_or_else(|| "。".to_owned());
    let valid = said(ContextKind::ValidValue).filter(|v| !v.is_empty());
    let valid = valid.map(|v| format!("可以写：{v}。")).unwrap_or_default();
    format!("错误：{what}{near}{valid}\n用法见 xianzhi --help")
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 检查内容，写出网站
    Build(Build),
    /// 检查内容，列出所有问题
    Check(Check),
    /// 把内容与来源文本逐条核对，记录覆盖率
    Audit(Audit),
    /// 在本机预览，改动即时可见
    Serve(Serve),
    /// 解释一条检查规则
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
#[command(help_template = HELP, next_help_heading = "选项")]
pub(super) struct Build {
    /// 输出文件夹，相对于站点文件夹；不写就是 public
    #[arg(long, default_value = "public", hide_default_value = true, value_name = "文件夹")]
    pub(super) out: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(help_template = HELP, next_help_heading = "选项")]
pub(super) struct Check {
    /// 警告也算问题
    #[arg(long)]
    pub(super) strict: bool,
    /// 不列问题，列出数字之间成立而没有登记的勾稽关系，供编辑确认
    #[arg(long, conflicts_with = "strict")]
    pub(super) suggest: bool,
    /// 输出格式：human（给人看，默认）、json 或 sarif
    #[arg(long, value_enum, default_value_t = OutputFormat::Human, hide_default_value = true,
        hide_possible_values = true, value_name = "格式")]
    pub(super) format: OutputFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OutputFormat {
    /// 给人看
    Human,
    /// JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, clap::Args)]
#[command(help_template = HELP, next_help_heading = "选项")]
pub(super) struct Audit {
    /// 放来源文本的文件夹；也可以用环境变量 XIANZHI_SOURCES，否则用 ../shared/sources
    #[arg(long, value_name = "文件夹")]
    pub(super) sources: Option<PathBuf>,
    /// 只核对，不写 content/audit.yaml；记录与现在的结果不同算问题
    #[arg(long)]
    pub(super) check: bool,
    /// 输出格式：human（给人看，默认）、json 或 sarif
    #[arg(long, value_enum, default_value_t = OutputFormat::Human, hide_default_value = true,
        hide_possible_values = true, value_name = "格式")]
    pub(super) format: OutputFormat,
}

#[derive(Debug, clap::Args)]
#[command(help_template = HELP, next_help_heading = "选项")]
pub(super) struct Serve {
    /// 端口，默认 8430
    #[arg(long, default_value_t = 8430, hide_default_value = true, value_name = "端口")]
    pub(super) port: u16,
}

#[derive(Debug, clap::Args)]
#[command(help_template = HELP, next_help_heading = "选项")]
pub(super) struct Explain {
    /// 规则的名字，例如 relation-contradicts；不写则列出全部
    #[arg(value_name = "规则")]
    pub(super) rule: Option<String>,
    /// 以 Markdown 列出全部规则（docs/RULES.md 就是这样写成的）
    #[arg(long, conflicts_with = "rule")]
    pub(super) markdown: bool,
}
