//! The git that is installed on this machine, to read a site as it was. Nothing is checked out or written.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use anyhow::Result;

use crate::diag::{OrRefuse, Refusal, Words, nearest, say};

/// What of the site is read.
const PARTS: [&str; 2] = ["site.yaml", "content"];

/// The site in `site` as it was in a revision: a zip in which it stands at the top.
///
/// # Errors
/// Where there is no git, no repository, no such revision, or no site in it.
pub(super) fn archived(site: &Path, revision: &str) -> Result<Vec<u8>> {
    let folder = site.display();
    let inside = run(site, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        let said = said(&inside);
        return refuse(say!(
            "{folder} 不在 git 仓库里，也没有 {revision} 这个站点文件夹：写另一份站点的文件夹（里面有 site.yaml）\n  git 说：{said}",
            "{folder} is in no git repository, and there is no site folder {revision}: name the folder of another state of \
             the site, with site.yaml in it\n  git says: {said}"
        ));
    }
    let commit = format!("{revision}^{{commit}}");
    let found = run(site, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    if !found.status.success() {
        return refuse(no_revision(site, revision)?);
    }
    let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    // git names files from the folder that it runs in.
    if !run(site, &["cat-file", "-e", &format!("{commit}:./site.yaml")])?.status.success() {
        return refuse(say!(
            "{revision} 那时，{folder} 里还没有 site.yaml：换一个晚一些的版本",
            "in {revision} there was no site.yaml in {folder} yet: take a later revision"
        ));
    }
    let archive = run(site, &[&["archive", "--format=zip", &commit, "--"], &PARTS[..]].concat())?;
    if archive.status.success() {
        return Ok(archive.stdout);
    }
    let said = said(&archive);
    refuse(say!(
        "git 没有给出 {revision} 的文件：{said}",
        "git has not given the files of {revision}: {said}"
    ))
}

/// Says that there is no such revision, and which may be meant.
fn no_revision(site: &Path, revision: &str) -> Result<Words> {
    let names = run(site, &["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"])?;
    let names = String::from_utf8_lossy(&names.stdout).into_owned();
    Ok(match nearest(revision, names.lines()) {
        Some(near) => say!(
            "没有 {revision} 这个版本，也没有这个站点文件夹；是不是 {near}？",
            "there is no revision and no site folder {revision}; did you mean {near}?"
        ),
        None => say!(
            "没有 {revision} 这个版本，也没有这个站点文件夹：写提交、分支、标签（例如 HEAD~1），或另一份站点的文件夹；git log --oneline 列出提交",
            "there is no revision and no site folder {revision}: name a commit, a branch or a tag, such as HEAD~1, or the \
             folder of another state of the site; git log --oneline lists commits"
        ),
    })
}

fn run(folder: &Path, args: &[&str]) -> Result<Output> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(args).stdin(Stdio::null());
    Ok(git.output().or_refuse(|| {
        say!(
            "运行不了 git，读不了从前的版本：装好 git 再试，或写另一份站点的文件夹",
            "git cannot be run, so no earlier state can be read: install it, or name the folder of another state of the site"
        )
    })?)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

fn refuse<T>(words: Words) -> Result<T> {
    Err(Refusal::new(words).into())
}
