//! `xianzhi draft`: an article file from a source text.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{OrRefuse, Words, say},
    model::Period,
    pipeline, write,
};

pub(super) fn run(setting: &Setting, options: &args::Draft) -> Result<Ending> {
    let period = options.period.as_deref().map(read_period).transpose()?;
    let drafted = pipeline::draft(&setting.site, &options.source, &options.place, period, setting.today)?;
    if options.print {
        report::line(drafted.text.trim_end());
        return Ok(Ending::Clean);
    }
    let path = options.out.clone().unwrap_or_else(|| setting.site.join(&drafted.path));
    let instead = Words::fixed(
        "用 --out 另写一处，用 --print 只看不写，或先把它移走",
        "write elsewhere with --out, only look with --print, or move it away first",
    );
    write::write_new(&path, drafted.text.as_bytes(), &instead)?;
    let (shown, counts, open) = (path.display(), drafted.counts, drafted.to_be_filled);
    let (figures, entries, proposed, excluded) =
        (counts.figures, counts.entries, counts.proposed, counts.excluded);
    let local = entries - proposed;
    let folder = options.source.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.map_or_else(|| ".".to_owned(), |f| f.display().to_string());
    let lines = [
        say!("写成 {shown}", "wrote {shown}"),
        say!(
            "来源 {figures} 个数字：登记 {entries} 条，其中 {proposed} 条提议了目录指标，{local} 条待命名；排除 {excluded} 条",
            "{figures} figures in the source: {entries} entries, {proposed} with a proposed metric of the catalogue, {local} \
             to be named; {excluded} excluded"
        ),
        say!(
            "待填 {open} 处；行尾有“待核”的是推断，逐条对照原文",
            "{open} places to be filled; what ends in 待核 (to be verified) is inferred: hold it against the source"
        ),
        say!(
            "填好以后删去 state: draft，这一篇才会发布",
            "when it is filled in, delete state: draft: until then it is not published"
        ),
        say!("接着运行：xianzhi check", "next: xianzhi check"),
        say!("        xianzhi audit --sources {folder}", "      xianzhi audit --sources {folder}"),
    ];
    for line in lines {
        report::told(&line, setting);
    }
    Ok(Ending::Clean)
}

fn read_period(text: &str) -> Result<Period> {
    Ok(Period::parse(text).ok().or_refuse(|| {
        say!(
            "--period {text} 不是时期：写成 2020、2020~ 或 2014/2020",
            "--period {text} is no time period: write 2020, 2020~ or 2014/2020"
        )
    })?)
}
