//! A Chromium that is installed on this machine, to print pages. Nothing is installed or downloaded.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::Result;

use crate::diag::{OrRefuse, Refusal, say};

/// What its program is called, on the search path.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome.exe",
    "msedge.exe",
    "microsoft-edge",
];

/// Where it stands on systems that put no program on the search path.
const PLACES: [&str; 6] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// A Chromium, or a browser of its family.
pub(super) struct Chromium(PathBuf);

impl Chromium {
    /// The first that is found.
    ///
    /// # Errors
    /// Where there is none: says how to install one, and how to print by hand.
    pub(super) fn find() -> Result<Chromium> {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let on_path = std::env::split_paths(&folders).flat_map(|f| NAMES.map(|name| f.join(name)));
        let found = on_path.chain(PLACES.map(PathBuf::from)).find(|program| program.is_file());
        Ok(found.map(Chromium).or_refuse(|| {
            say!(
                "要打印成 PDF，需要 Chromium、Chrome 或 Edge，这台机器上没有找到。\n  安装：Debian、Ubuntu 用 apt-get install chromium，其他系统从浏览器的网站下载\n  或者手工打印：不带 --pdf 再运行一次，用浏览器打开单页文件，打印，选“另存为 PDF”",
                "printing to PDF takes Chromium, Chrome or Edge, and none was found on this machine.\n  install one: apt-get install chromium on Debian and Ubuntu, elsewhere from the site of the browser\n  or print by hand: run this again without --pdf, open a one-file page in a browser, print, and choose “save as PDF”"
            )
        })?)
    }

    /// Prints a page.
    ///
    /// # Errors
    /// Where the browser cannot be started, or writes no file.
    pub(super) fn print(&self, page: &Path, pdf: &Path) -> Result<()> {
        let program = self.0.display();
        let page = std::path::absolute(page)?;
        let mut to = OsString::from("--print-to-pdf=");
        to.push(std::path::absolute(pdf)?);
        let mut command = Command::new(&self.0);
        command
            .args(["--headless", "--disable-gpu", "--no-pdf-header-footer"])
            .args(without_sandbox())
            .arg(to);
        command.arg(address(&page)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let output = command.output().or_refuse(|| say!("启动不了 {program}", "cannot start {program}"))?;
        if output.status.success() && pdf.is_file() {
            return Ok(());
        }
        let (page, said) = (page.display(), String::from_utf8_lossy(&output.stderr));
        let said = said.trim();
        Err(Refusal::new(say!(
            "{program} 没有把 {page} 打印出来：{said}",
            "{program} has not printed {page}: {said}"
        ))
        .into())
    }
}

/// Chromium refuses to run as root inside its own sandbox, as in a container. The pages it gets here are ours.
fn without_sandbox() -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
        is_root.then_some("--no-sandbox")
    }
    #[cfg(not(unix))]
    None
}

/// The address of a file, in which every sign that means something in an address is written out.
fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut address = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_addresses() {
        for (path, expected) in [
            ("/a b/大.html", "file:///a%20b/%E5%A4%A7.html"),
            ("/a#b?.html", "file:///a%23b%3F.html"),
            (r"C:\x\y.html", "file:///C:/x/y.html"),
        ] {
            assert_eq!(address(Path::new(path)), expected);
        }
    }
}
