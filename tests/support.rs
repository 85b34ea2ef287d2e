//! The one harness: a tree of files in a temporary folder, and the built command run in it.
//!
//! Texts → [`Tree`] → [`Run`]. Must never know what a command means.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What of the environment could change an output: taken away from every run.
const UNWANTED: [&str; 14] = [
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
    "NO_COLOR",
    "RUST_BACKTRACE",
    "TERM",
];

/// A temporary folder with files in it; gone when dropped.
#[derive(Debug)]
pub(crate) struct Tree {
    folder: TempDir,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its exit code; -1 where a signal ended it.
    pub(crate) code: i32,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it complained about.
    pub(crate) stderr: String,
}

impl Tree {
    /// Makes the tree from pairs of path and text.
    pub(crate) fn new<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Self {
        let tree = Self { folder: TempDir::with_prefix("quadrille-").expect("a temporary folder can be made") };
        for (path, text) in files {
            tree.write(path.as_ref(), text.as_ref());
        }
        tree
    }

    /// The folder itself, absolute and without symlinks.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the temporary folder is there")
    }

    /// Writes one file, with the folders above it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(file, text).expect("files can be written");
    }

    /// The text of one file; `None` where it is not there.
    pub(crate) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
    }

    /// Removes one file or folder.
    pub(crate) fn remove(&self, path: &str) {
        let path = self.folder.path().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("folders can be removed");
        } else {
            fs::remove_file(path).expect("files can be removed");
        }
    }

    /// The paths of all files under a folder, relative to it, sorted; without `.git`.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        files_under(&self.folder.path().join(folder))
    }

    /// Runs `quadrille` in the folder.
    pub(crate) fn run(&self, args: &[&str], stdin: &str) -> Run {
        quadrille(&self.root(), args, stdin)
    }

    /// Makes the built command the pre-commit hook of the repository in the folder.
    pub(crate) fn install_hook(&self) {
        use std::os::unix::fs::PermissionsExt as _;

        let path = ".git/hooks/pre-commit";
        let command = env!("CARGO_BIN_EXE_quadrille").replace('\'', r"'\''");
        self.write(path, &format!("#!/bin/sh\nexec '{command}' check --hook --output-format concise\n"));
        fs::set_permissions(self.folder.path().join(path), fs::Permissions::from_mode(0o755))
            .expect("a hook can be made executable");
    }

    /// Runs `git` in the folder, with a user of its own and no configuration of the machine.
    pub(crate) fn git(&self, args: &[&str]) -> Run {
        let mut command = clean_command("git", &self.root());
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .args(["-c", "user.name=tester", "-c", "user.email=tester@localhost", "-c", "init.defaultBranch=main"])
            .args(args);
        finish(command, "")
    }
}

/// The paths of all files under a folder, relative to it, `/`-separated and sorted; without `.git`.
pub(crate) fn files_under(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        let Ok(entries) = fs::read_dir(&here) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                if entry.file_name() != ".git" {
                    folders.push(path);
                }
            } else if let Ok(relative) = path.strip_prefix(folder) {
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}

/// The folder of this project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the built `quadrille` in a folder.
pub(crate) fn quadrille(folder: &Path, args: &[&str], stdin: &str) -> Run {
    let mut command = clean_command(env!("CARGO_BIN_EXE_quadrille"), folder);
    command.args(args);
    finish(command, stdin)
}

/// A command in a folder, without what of the environment could change an output.
pub(crate) fn clean_command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("LC_ALL", "C.UTF-8");
    for name in UNWANTED {
        command.env_remove(name);
    }
    command
}

fn finish(mut command: Command, stdin: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command can be started");
    let mut pipe = child.stdin.take().expect("stdin is piped");
    let stdin = stdin.to_owned();
    // A command that does not read its input closes the pipe: that is no fault of the test.
    let writer = std::thread::spawn(move || pipe.write_all(stdin.as_bytes()).is_ok());
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer does not panic");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn a_tree_is_what_it_was_made_of() {
    let tree = Tree::new(&[("docs/b.md", "two"), ("docs/a/c.md", "three")]);
    assert_eq!(tree.list("docs"), ["a/c.md", "b.md"]);
    assert_eq!(tree.read("docs/b.md").as_deref(), Some("two"));
    tree.remove("docs/a");
    assert_eq!(tree.list("docs"), ["b.md"]);
}

/// Replays the specs of a folder: Markdown files in which each `## ` heading opens a case of two fences of four backticks,
/// one with a source and one with what is read in it. `read` gives what came out for the info string and the body of a
/// source; `None` for the other fence. `QUADRILLE_BLESS=1` writes down what came out.
pub(crate) fn assert_specs(folder: &str, mut read: impl FnMut(&str, &str) -> Option<String>) {
    let root = project().join(folder);
    let mut faults = Vec::new();
    for name in files_under(&root).into_iter().filter(|name| !name.contains(".rs")) {
        let file = root.join(&name);
        let spec = fs::read_to_string(&file).expect("the spec is there");
        let (printed, differing) = replay(&spec, &mut read);
        if std::env::var_os("QUADRILLE_BLESS").is_some() {
            fs::write(&file, printed).expect("the spec can be written");
            continue;
        }
        assert!(printed.contains("\n````"), "{name} has no case");
        faults.extend(differing.into_iter().map(|fault| format!("{folder}/{name} {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A spec with what came out in place of what was wanted, and the cases in which the two differ.
fn replay(spec: &str, read: &mut impl FnMut(&str, &str) -> Option<String>) -> (String, Vec<String>) {
    let (mut printed, mut faults) = (String::new(), Vec::new());
    let (mut case, mut came) = ("", String::new());
    let mut lines = spec.split_inclusive('\n');
    while let Some(line) = lines.next() {
        printed.push_str(line);
        case = line.strip_prefix("## ").map_or(case, str::trim);
        let Some(info) = line.strip_prefix("````") else { continue };
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != "````").collect();
        if let Some(read) = read(info.trim(), &body) {
            came = read;
            printed.push_str(&body);
        } else {
            if body != came {
                faults.push(format!("## {case}\n--- wanted\n{body}--- came\n{came}"));
            }
            printed.push_str(&came);
        }
        printed.push_str("````\n");
    }
    (printed, faults)
}
