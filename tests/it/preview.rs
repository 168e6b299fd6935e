//! A preview that runs: requests sent to it as they are written, byte by byte, and what the system says of its process.

use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::program;

/// The article of the base site, and its page.
pub const FILE: &str = "content/articles/990101-qingshi-2019.md";
pub const PAGE: &str = "/articles/990101-qingshi-2019.html";

/// How long a change may take to be seen on a machine that has other things to do. What it usually takes is a matter of
/// benchmarks.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that runs.
pub struct Preview {
    child: Child,
    pub port: u16,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Preview {
    pub fn of(site: &Path, sources: Option<&Path>) -> Preview {
        let mut command = Command::new(program());
        command.args(["--lang", "zh", "serve", "--no-open", "--port", "0", "--site"]).arg(site);
        if let Some(sources) = sources {
            command.arg("--sources").arg(sources);
        }
        Preview::run(command)
    }

    /// The same, where no more than so many files may be open.
    #[cfg(unix)]
    pub fn with_files(site: &Path, files: u16) -> Preview {
        let mut command = Command::new("sh");
        let limited = format!("ulimit -n {files}; exec \"$0\" serve --no-open --port 0 --site \"$1\"");
        command.args(["-c", &limited, program()]).arg(site);
        Preview::run(command)
    }

    fn run(mut command: Command) -> Preview {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.unwrap_or_else(|| panic!("no address in “{line}”")).parse().unwrap();
        let preview = Preview { child, port };
        preview.until("/index.html", "the first reading", |a| !a.body.contains("正在读取站点"));
        preview
    }

    /// A connection that has asked for nothing yet.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are, and reads until the connection ends: an answer, or nothing with status 0.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes); // may be refused in the middle
        ended(&mut stream)
    }

    /// Sends the lines of a request as they are.
    pub fn send(&self, lines: &str) -> Answer {
        self.raw(format!("{lines}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}", self.port))
    }

    /// Asks until the answer is as it should be.
    pub fn until(&self, path: &str, what: &str, is: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if is(&answer) {
                return answer;
            }
            assert!(began.elapsed() < PATIENCE, "{what}: {path} is still\n{}\n{}", answer.head, answer.body);
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn until_has(&self, path: &str, text: &str) -> Answer {
        self.until(path, text, |answer| answer.body.contains(text))
    }

    /// How many files and connections it has open.
    pub fn open(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// The memory that it takes, in MB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is answered on a connection until it ends. One that does not end is a fault.
pub fn ended(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    if let Err(error) = stream.read_to_end(&mut bytes) {
        let is_reset = matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe);
        assert!(is_reset, "{error} after {} bytes", bytes.len());
    }
    let _ = stream.shutdown(Shutdown::Both);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}
