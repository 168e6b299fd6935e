//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// 县志：把一篇篇报道里的数字，做成可以查、可以比、可以追到原文那一行的县情网站。
#[derive(Debug, Parser)]
#[command(name = "xianzhi", version, about, disable_help_subcommand = true)]
pub(super) struct Args {
    /// 站点文件夹（有 site.yaml 的那个）
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub(super) site: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
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
pub(super) struct Build {
    /// 输出文件夹，相对于站点文件夹
    #[arg(long, default_value = "public", value_name = "DIR")]
    pub(super) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// 警告也算问题
    #[arg(long)]
    pub(super) strict: bool,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = OutputFormat::Human)]
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
pub(super) struct Audit {
    /// 放来源文本的文件夹；也可以用环境变量 XIANZHI_SOURCES，否则用 ../shared/sources
    #[arg(long, value_name = "DIR")]
    pub(super) sources: Option<PathBuf>,
    /// 只核对，不写 content/audit.yaml；记录与现在的结果不同算问题
    #[arg(long)]
    pub(super) check: bool,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = OutputFormat::Human)]
    pub(super) format: OutputFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// 端口
    #[arg(long, default_value_t = 8430)]
    pub(super) port: u16,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// 规则的名字，例如 relation-contradicts；不写则列出全部
    pub(super) rule: Option<String>,
    /// 以 Markdown 列出全部规则（docs/RULES.md 就是这样写成的）
    #[arg(long, conflicts_with = "rule")]
    pub(super) markdown: bool,
}
