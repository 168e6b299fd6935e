"""Publishing with the tools that people have: the commands of docs/PUBLISHING.md, run as they stand there, against a server
of object storage, WebDAV, a server reached by ssh, and a git repository. In: XIANZHI, the program. Run:
XIANZHI=… python3 -m unittest test_publish
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SERVICES = HERE / "services" / ".tools"
ARTICLE = "content/articles/990101-qingshi-2019.md"
REMOVED = "content/articles/990102-baishui-2020.md"
OF_OTHERS = {"CNAME": "example.org\n", "照片/一.txt": "theirs\n", "google123.html": "theirs\n"}


def documented():
    """The marked blocks of docs/PUBLISHING.md, by mark; the Chinese page must have the same."""
    found = []
    for page in ["PUBLISHING.md", "PUBLISHING.zh-CN.md"]:
        text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
        found.append(dict(re.findall(r"^```sh ([a-z-]+)\n(.*?)^```$", text, re.M | re.S)))
    assert found[0] == found[1], "the two pages give other commands"
    return found[0]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Service:
    """A server that runs until it is closed."""

    def __init__(self, command, port, **options):
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=self.said, stderr=self.said, **options)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        self.said.seek(0)
        raise AssertionError(f"{command} did not start: {self.said.read()!r}")

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.said.close()


class Publishing:
    """What must hold with every tool; a class below says how one is reached."""

    #: The first word of the marks in the documentation.
    tool = None

    @classmethod
    def setUpClass(cls):
        cls.program = os.path.abspath(os.environ["XIANZHI"])
        for name in cls.needs:
            assert shutil.which(name), f"{name} is missing: apt-get install {name}"
        cls.blocks = documented()

    def setUp(self):
        self.scratch = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="xianzhi-publish-")))
        self.site = self.scratch / "site"
        shutil.copytree(REPOSITORY / "tests" / "fixtures" / "base", self.site)
        tools = self.scratch / "bin"
        tools.mkdir()
        (tools / "xianzhi").symlink_to(self.program)
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(self.scratch),
            "LC_ALL": "C.UTF-8",
            "RCLONE_CONFIG": str(self.scratch / "rclone.conf"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.open()

    # ---- what a tool says of itself ------------------------------------------------------------------------------

    needs = []

    def open(self):
        """Makes the destination, empty but for what others have put there."""

    def there(self):
        """The files at the destination, by path."""
        raise NotImplementedError

    def put(self, path, data):
        """Puts a file there as somebody else would."""
        raise NotImplementedError

    # ---- the steps -----------------------------------------------------------------------------------------------

    def run_block(self, block, check=True):
        # As it is pasted into a terminal: what stops at a failure must be in the block itself.
        done = subprocess.run(
            ["bash", "-c", self.blocks[f"{self.tool}-{block}"]],
            cwd=self.site, env=self.environment, capture_output=True, text=True,
        )
        if check:
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def lists(self):
        return [(self.site / f"public-{which}.txt").read_text(encoding="utf-8").splitlines() for which in ["upload", "delete"]]

    def publish_first(self):
        self.run_block("first")
        self.run_block("copy")

    def publish_again(self):
        self.run_block("again")
        lists = self.lists()
        before = self.there()
        self.run_block("copy")
        after = self.there()
        touched = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        return *lists, touched

    def edit(self, path, old, new):
        file = self.site / path
        text = file.read_text(encoding="utf-8")
        self.assertEqual(text.count(old), 1)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def assert_published(self):
        """The destination has the site byte for byte, and what others put there; what is of the site passes verify."""
        there = self.there()
        for path, text in OF_OTHERS.items():
            self.assertEqual(there.pop(path, None), text.encode(), path)
        public = self.site / "public"
        here = {str(p.relative_to(public)): p.read_bytes() for p in public.rglob("*") if p.is_file()}
        here.pop(".xianzhi")
        self.assertEqual(sorted(there), sorted(here))
        self.assertEqual([path for path in here if here[path] != there[path]], [])
        copy = self.scratch / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        for path, data in there.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(data)
        verified = subprocess.run([self.program, "verify", str(copy)], capture_output=True, text=True)
        self.assertEqual(verified.returncode, 0, verified.stdout)

    # ---- what must hold ------------------------------------------------------------------------------------------

    def test_a_life_of_a_site(self):
        for path, text in OF_OTHERS.items():
            self.put(path, text.encode())
        self.publish_first()
        self.assert_published()

        with self.subTest("a second time nothing is copied"):
            upload, delete, touched = self.publish_again()
            self.assertEqual((upload, delete, touched), ([], [], set()))
            self.assert_published()

        with self.subTest("a changed figure of the same length copies what shows it and nothing else"):
            self.edit(ARTICLE, "value: 86处", "value: 87处")
            upload, delete, touched = self.publish_again()
            self.assertEqual(touched, {*upload, "SHA256SUMS"})
            self.assertIn("counties/990101-qingshi.html", upload)
            self.assertNotIn("counties/990102-baishui.html", upload)
            self.assertEqual(delete, [])
            self.assert_published()

        with self.subTest("a removed article goes, and nothing that others put there"):
            (self.site / REMOVED).unlink()
            self.edit("content/tables/poverty.md", "，白水县只印出 {{ 990102:poverty.rate }}", "")
            upload, delete, touched = self.publish_again()
            self.assertIn("articles/990102-baishui-2020.html", delete)
            self.assertEqual(touched, {*upload, *delete, "SHA256SUMS"})
            self.assert_published()

    def test_an_upload_that_breaks_off_is_mended_by_the_next(self):
        for path, text in OF_OTHERS.items():
            self.put(path, text.encode())
        self.publish_first()
        self.edit(ARTICLE, "value: 86处", "value: 87处")
        self.run_block("again")
        before = self.there()
        self.fail_once()
        self.assertNotEqual(self.run_block("copy", check=False).returncode, 0)
        self.assertEqual(self.there(), before, "what comes after a command that failed was done all the same")
        self.break_off()
        upload, _, _ = self.publish_again()
        self.assertIn("counties/990101-qingshi.html", upload)
        self.assert_published()

    def fail_once(self):
        """The tool fails the next time that it is called, and only then."""
        once = self.scratch / "bin" / self.tool
        once.write_text(f'#!/bin/sh\nrm -f "{once}"\nexit 1\n')
        once.chmod(0o755)

    def break_off(self):
        """Some of the files go up, one of them in half, and the rest does not."""
        upload, _ = self.lists()
        for path in upload[: len(upload) // 2]:
            self.put(path, (self.site / "public" / path).read_bytes())
        self.put(upload[0], (self.site / "public" / upload[0]).read_bytes()[:100])


class Rclone(Publishing):
    tool = "rclone"
    needs = ["rclone"]

    def configure(self, text):
        (self.scratch / "rclone.conf").write_text(f"[place]\n{text}\n")
        self.environment["REMOTE"] = "place:bucket"

    def rclone(self, *args, data=None):
        return subprocess.run(["rclone", *args], env=self.environment, input=data, capture_output=True, check=True).stdout


class ObjectStorage(Rclone, unittest.TestCase):
    """An S3 server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        assert (SERVICES / "moto").is_dir(), "the packages of tests/outside/services are missing: ./build.sh test installs them"
        cls.port = free_port()
        environment = {**os.environ, "PYTHONPATH": str(SERVICES), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(cls.port)]
        service = Service(command, cls.port, env=environment)
        cls.addClassCleanup(service.close)

    def open(self):
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{self.port}/moto-api/reset", method="POST")).close()
        self.configure(
            f"type = s3\nprovider = Other\nendpoint = http://127.0.0.1:{self.port}\naccess_key_id = a\n"
            "secret_access_key = b\nregion = us-east-1\nforce_path_style = true\n"
        )
        self.rclone("mkdir", "place:bucket")

    def there(self):
        copy = self.scratch / "there"
        shutil.rmtree(copy, ignore_errors=True)
        self.rclone("copy", "--transfers", "16", "place:bucket", str(copy))
        return {str(p.relative_to(copy)): p.read_bytes() for p in copy.rglob("*") if p.is_file()}

    def put(self, path, data):
        self.rclone("rcat", f"place:bucket/{path}", data=data)

    def test_browsers_are_told_the_type_and_to_ask_anew(self):
        self.publish_first()
        seen = {}
        for path in self.lists()[0]:
            ending = Path(path).suffix
            if ending not in seen:
                request = urllib.request.Request(f"http://127.0.0.1:{self.port}/bucket/{path}", method="HEAD")
                # The server wants to be asked by somebody; it does not look who it is.
                request.add_header("Authorization", "AWS4-HMAC-SHA256 Credential=a/20000101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
                with urllib.request.urlopen(request) as answer:
                    self.assertEqual(answer.headers["Cache-Control"], "no-cache", path)
                    seen[ending] = answer.headers["Content-Type"].split(";")[0]
        self.assertEqual(seen[".html"], "text/html")
        self.assertEqual(seen[".css"], "text/css")
        self.assertIn(seen[".js"], ["text/javascript", "application/javascript"])
        self.assertEqual(seen[".svg"], "image/svg+xml")
        self.assertEqual(seen[".csv"], "text/csv")


class WebDav(Rclone, unittest.TestCase):
    """A folder on a WebDAV server, which knows no digests: only the plan can tell what has changed."""

    def open(self):
        port = free_port()
        self.folder = self.scratch / "dav"
        (self.folder / "bucket").mkdir(parents=True)
        command = ["rclone", "serve", "webdav", "--addr", f"127.0.0.1:{port}", "--dir-cache-time", "0s", str(self.folder)]
        service = Service(command, port, env=self.environment)
        self.addCleanup(service.close)
        self.configure(f"type = webdav\nurl = http://127.0.0.1:{port}\nvendor = other\n")

    def there(self):
        top = self.folder / "bucket"
        return {str(p.relative_to(top)): p.read_bytes() for p in top.rglob("*") if p.is_file()}

    def put(self, path, data):
        file = self.folder / "bucket" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


class Rsync(Publishing, unittest.TestCase):
    """A server reached by ssh, for which a program stands in that runs what it is told on this machine."""

    tool = "rsync"
    needs = ["rsync"]

    def open(self):
        self.folder = self.scratch / "srv" / "县志 site"
        self.folder.mkdir(parents=True)
        ssh = self.scratch / "bin" / "ssh"
        ssh.write_text('#!/bin/sh\nwhile [ "$1" != server ]; do shift; done\nshift\nexec sh -c "$*"\n')
        ssh.chmod(0o755)
        self.environment.update(SERVER="server", FOLDER=str(self.folder))

    def there(self):
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}

    def put(self, path, data):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def test_the_web_server_may_read_what_was_copied(self):
        done = subprocess.run(
            ["bash", "-e", "-c", "umask 077\n" + self.blocks["rsync-first"] + self.blocks["rsync-copy"]],
            cwd=self.site, env=self.environment, capture_output=True, text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in self.folder.rglob("*"):
            expected = 0o755 if path.is_dir() else 0o644
            self.assertEqual(path.stat().st_mode & 0o777, expected, path)


class Git(Publishing, unittest.TestCase):
    """A branch of a repository."""

    tool = "git"
    needs = ["git"]

    def git(self, *args, data=None):
        done = subprocess.run(["git", "--git-dir", str(self.bare), *args], env=self.environment, input=data, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def open(self):
        self.bare = self.scratch / "repository.git"
        (self.scratch / ".gitconfig").write_text("[user]\nname = Publisher\nemail = publisher@example.org\n[init]\ndefaultBranch = main\n")
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.bare)], env=self.environment, check=True)
        # A hidden file of theirs, and one that the publisher's own settings would pass over.
        (self.scratch / ".config" / "git").mkdir(parents=True)
        (self.scratch / ".config" / "git" / "ignore").write_text("*.csv\n")
        self.environment["REPOSITORY"] = self.bare.as_uri()

    def there(self):
        with tarfile.open(fileobj=io.BytesIO(self.git("archive", "gh-pages"))) as archive:
            return {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}

    def put(self, path, data):
        """Adds a file to the branch; a new branch has it before the site."""
        blob = self.git("hash-object", "-w", "--stdin", data=data).decode().strip()
        environment = {**self.environment, "GIT_INDEX_FILE": str(self.scratch / "their-index")}
        run = lambda *args: subprocess.run(["git", "--git-dir", str(self.bare), *args], env=environment, capture_output=True, check=True).stdout.decode().strip()
        exists = bool(self.git("branch", "--list", "gh-pages"))
        run("read-tree", *(["gh-pages"] if exists else ["--empty"]))
        run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        commit = run("commit-tree", run("write-tree"), "-m", "theirs", *(["-p", "gh-pages"] if exists else []))
        run("update-ref", "refs/heads/gh-pages", commit)

    def test_a_branch_that_is_not_there_is_begun(self):
        self.publish_first()
        there = self.there()
        self.assertEqual(set(there), {*self.lists()[0], "SHA256SUMS"})
        self.assertEqual(self.git("rev-list", "--count", "gh-pages").strip(), b"1")

    def break_off(self):
        """A push arrives whole or not at all: what was made ready here is thrown away."""
        shutil.rmtree(self.site / "published")


class Workflows(unittest.TestCase):
    """The files for GitHub and GitLab are what these hosts read."""

    def check(self, schema, file):
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": str(SERVICES)}, capture_output=True, text=True)

    def test_they_fit_their_schemas(self):
        for schema, file in [
            ("vendor.github-workflows", ".github/workflows/pages.yml"),
            ("vendor.github-workflows", ".github/workflows/advisories.yml"),
            ("vendor.github-workflows", "docs/publishing/github-shards.yml"),
            ("vendor.gitlab-ci", ".gitlab-ci.yml"),
        ]:
            done = self.check(schema, REPOSITORY / file)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            with tempfile.NamedTemporaryFile("w", suffix=".yml") as broken:
                text = (REPOSITORY / file).read_text(encoding="utf-8")
                broken.write(text.replace("runs-on: ubuntu-24.04", "runs_on: x").replace("script:", "skript:"))
                broken.flush()
                self.assertNotEqual(self.check(schema, broken.name).returncode, 0, "the schema finds nothing")

    def test_what_is_run_for_us_is_named_by_its_digest(self):
        for file, least in [(".github/workflows/pages.yml", 4), (".github/workflows/advisories.yml", 1), ("docs/publishing/github-shards.yml", 4)]:
            text = (REPOSITORY / file).read_text(encoding="utf-8")
            uses = re.findall(r"uses: (\S+)", text)
            self.assertGreaterEqual(len(uses), least)
            for action in uses:
                self.assertRegex(action, r"^actions/[a-z-]+@[0-9a-f]{40}$")


if __name__ == "__main__":
    unittest.main()
