//! What `compile -o` and `import -o` do with what stands at their paths.

#![cfg(unix)]

use super::*;
use std::{
    fs::{self, File, Permissions},
    io::Read,
    os::unix::fs::{FileTypeExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// An empty folder of this test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-output").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("it is a folder");
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o7777
}

fn str(path: &Path) -> &str {
    path.to_str().expect("cargo chose a readable path")
}

/// A command that writes files, and what it writes.
struct Writer {
    command: &'static str,
    args: Vec<String>,
    /// The name, within what `-o` is given, of a file that is written.
    table: &'static str,
    content: Vec<u8>,
}

impl Writer {
    fn all(test: &str) -> [Writer; 2] {
        let entities = file(&format!("{test}-output.csv"), ENTITIES);
        let list = file(&format!("{test}-output.txt"), "Walhi\nKontras\n");
        let dictionary = Command::new(env!("CARGO_BIN_EXE_gazetag"))
            .args(["compile", &entities, "-o", "-"])
            .output()
            .unwrap();
        assert!(dictionary.stdout.starts_with(b"\x89gaz"), "{dictionary:?}");
        [
            Writer {
                command: "compile",
                args: vec![entities],
                table: "",
                content: dictionary.stdout,
            },
            Writer {
                command: "import",
                args: ["lines", &list, "--kind", "place"].map(Into::into).into(),
                table: "entities.csv",
                content: b"id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
                 kontras,Kontras,place,,,,,,,\nwalhi,Walhi,place,,,,,,,\n"
                    .into(),
            },
        ]
    }

    /// The path of the file that is written, whatever stands there, in an empty folder.
    fn target(&self, case: &str) -> (PathBuf, PathBuf) {
        let folder = folder(&format!("{}-{case}", self.command));
        let target = folder.join(if self.table.is_empty() { "a.gaz" } else { self.table });
        (folder, target)
    }

    /// Runs the command so that it writes to `target`.
    fn run(&self, target: &Path) -> Run {
        let output = if self.table.is_empty() { target } else { target.parent().unwrap() };
        let args: Vec<&str> = [self.command]
            .into_iter()
            .chain(self.args.iter().map(String::as_str))
            .chain(["-o", str(output)])
            .collect();
        gazetag(&args, "")
    }

    fn check(&self, case: &str, target: &Path) {
        let run = self.run(target);
        assert_eq!(run.code, Some(0), "{} {case}: {run:?}", self.command);
        assert!(fs::read(target).unwrap() == self.content, "{} {case}", self.command);
    }

    /// All files in the folder but the other table.
    fn files(&self, folder: &Path) -> Vec<String> {
        names(folder).into_iter().filter(|name| name != "names.csv").collect()
    }
}

#[test]
fn a_file_is_replaced_with_its_mode() {
    for writer in Writer::all("replace") {
        let (folder, target) = writer.target("new");
        let usual = folder.join("usual");
        File::create(&usual).unwrap();
        writer.check("new", &target);
        assert_eq!(mode(&target), mode(&usual), "{}: the mode of a new file", writer.command);

        for kept in [0o600, 0o640, 0o666, 0o755] {
            let case = format!("mode-{kept:o}");
            let (folder, target) = writer.target(&case);
            fs::write(&target, "an older one").unwrap();
            fs::set_permissions(&target, Permissions::from_mode(kept)).unwrap();
            let mut old = File::open(&target).unwrap();
            writer.check(&case, &target);
            assert_eq!(mode(&target), kept, "{}", writer.command);
            let mut content = String::new();
            old.read_to_string(&mut content).unwrap();
            assert_eq!(content, "an older one", "{}: who has it open keeps it", writer.command);
            assert_eq!(writer.files(&folder), [target.file_name().unwrap().to_str().unwrap()]);
        }
    }
}

#[test]
fn files_of_the_user_stay() {
    for writer in Writer::all("stay") {
        let (folder, target) = writer.target("stay");
        let part =
            target.with_extension(if writer.table.is_empty() { "gaz.part" } else { "csv.part" });
        let linked = folder.join("linked.part");
        fs::write(&part, "mine").unwrap();
        symlink(&part, &linked).unwrap();
        writer.check("stay", &target);
        assert_eq!(fs::read_to_string(&part).unwrap(), "mine", "{}", writer.command);
        assert_eq!(writer.files(&folder).len(), 3, "{}: {:?}", writer.command, names(&folder));
    }
}

#[test]
fn links_are_followed() {
    for writer in Writer::all("links") {
        for (case, links, there) in [
            ("a link", &[("target", "real")][..], true),
            ("a chain", &[("target", "sub/second"), ("sub/second", "../real")], true),
            ("an absolute link", &[("target", "/real")], true),
            ("a dangling link", &[("target", "real")], false),
            (
                "a dangling chain",
                &[("target", "sub/second"), ("sub/second", "../sub/../real")],
                false,
            ),
        ] {
            let (folder, target) = writer.target(&case.replace(' ', "-"));
            let real = folder.join("real");
            fs::create_dir(folder.join("sub")).unwrap();
            for (link, to) in links {
                let link = if *link == "target" { target.clone() } else { folder.join(link) };
                let to =
                    to.strip_prefix('/').map_or_else(|| PathBuf::from(to), |to| folder.join(to));
                symlink(to, link).unwrap();
            }
            if there {
                fs::write(&real, "an older one").unwrap();
                fs::set_permissions(&real, Permissions::from_mode(0o600)).unwrap();
            }
            writer.check(case, &target);
            assert!(
                fs::symlink_metadata(&target).unwrap().is_symlink(),
                "{case}: the link stays one"
            );
            assert!(fs::symlink_metadata(&real).unwrap().is_file(), "{case}");
            assert!(!there || mode(&real) == 0o600, "{case}: {:o}", mode(&real));
            assert_eq!(writer.files(&folder).len(), 3, "{case}: {:?}", names(&folder));
        }
    }
}

#[test]
fn pipes_and_devices_are_written_directly() {
    for writer in Writer::all("pipes") {
        let (_, target) = writer.target("fifo");
        assert!(Command::new("mkfifo").arg(&target).status().unwrap().success());
        let read = thread::scope(|scope| {
            let reader = scope.spawn(|| fs::read(&target).unwrap());
            let run = writer.run(&target);
            assert_eq!(run.code, Some(0), "{}: {run:?}", writer.command);
            reader.join().unwrap()
        });
        assert!(read == writer.content, "{}", writer.command);
        assert!(
            fs::symlink_metadata(&target).unwrap().file_type().is_fifo(),
            "{}: it stays one",
            writer.command
        );

        let (_, target) = writer.target("full");
        symlink("/dev/full", &target).unwrap();
        let run = writer.run(&target);
        assert_eq!(run.code, Some(1), "{}: {run:?}", writer.command);
        assert_eq!(
            run.err,
            format!(
                "gazetag: {}: cannot be written: No space left on device (os error 28)\n",
                str(&target)
            )
        );
        assert!(
            fs::metadata("/dev/full").unwrap().file_type().is_char_device(),
            "it stays a device"
        );
    }
}

#[test]
fn standard_output_is_an_output() {
    let [compile, import] = Writer::all("stdout");
    for output in ["-", "/dev/stdout"] {
        let child = Command::new(env!("CARGO_BIN_EXE_gazetag"))
            .args(["compile", &compile.args[0], "-o", output])
            .output()
            .unwrap();
        assert!(
            child.status.success() && child.stdout == compile.content,
            "{output}: {}",
            String::from_utf8_lossy(&child.stderr)
        );
        assert!(!Path::new("-").exists());
    }
    let run = import.run(Path::new("-/entities.csv"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        run.err,
        "gazetag: standard output (`-`) cannot hold two tables: expected a folder\n"
    );

    let full = File::options().write(true).open("/dev/full").unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_gazetag"))
        .args(["compile", &compile.args[0], "-o", "-"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(child.status.code(), Some(1));
    let err = String::from_utf8(child.stderr).unwrap();
    assert!(
        err.starts_with("gazetag: standard output: cannot be written: ")
            && err.lines().count() == 1,
        "{err}"
    );
}

#[test]
fn what_cannot_be_written_is_named() {
    for writer in Writer::all("unwritable") {
        let (folder, target) = writer.target("unwritable");
        fs::create_dir(&target).unwrap();
        let looped = folder.join("loop");
        symlink("loop", &looped).unwrap();
        let table = |folder: &str| Path::new(folder).join(target.file_name().unwrap());
        let mut cases = vec![
            (
                "a directory",
                target.clone(),
                "cannot be written: found a directory, expected a file",
            ),
            (
                "under a file",
                table(writer.args.iter().find(|arg| arg.starts_with('/')).unwrap()),
                "cannot be written: ",
            ),
            ("where nobody may write", table("/proc/self"), "cannot be written: "),
        ];
        if writer.table.is_empty() {
            cases.push((
                "a link to itself",
                looped,
                "cannot be written: Too many levels of symbolic links",
            ));
            cases.push((
                "in no folder",
                folder.join("no/a.gaz"),
                "cannot be written: No such file or directory",
            ));
        }
        for (case, target, message) in cases {
            let run = writer.run(&target);
            assert_eq!(
                (run.code, run.out.as_str()),
                (Some(1), ""),
                "{} {case}: {run:?}",
                writer.command
            );
            assert!(
                run.err.starts_with("gazetag: ") && run.err.contains(message),
                "{} {case}: {run:?}",
                writer.command
            );
            let path =
                if run.err.contains(str(&target)) { &target } else { target.parent().unwrap() };
            assert!(
                run.err.contains(str(path)) && run.err.lines().count() == 1,
                "{} {case}: {run:?}",
                writer.command
            );
        }
        assert_eq!(writer.files(&folder).len(), 2, "nothing is left behind: {:?}", names(&folder));
    }
}

#[test]
fn a_file_that_fails_stays_as_it_is() {
    let folder = folder("fails");
    let (target, table, link) =
        (folder.join("a.gaz"), folder.join("a.csv"), folder.join("link.csv"));
    fs::write(&target, "an older one").unwrap();
    fs::write(&table, "id,name,kind\na,Aa,town\n").unwrap();
    let run = gazetag(&["compile", str(&table), "-o", str(&target)], "");
    assert_eq!(
        (run.code, fs::read_to_string(&target).unwrap().as_str()),
        (Some(1), "an older one"),
        "{run:?}"
    );
    assert_eq!(names(&folder), ["a.csv", "a.gaz"]);

    // An output must not take the place of an input.
    fs::write(&table, ENTITIES).unwrap();
    symlink("a.csv", &link).unwrap();
    fs::hard_link(&table, folder.join("entities.csv")).unwrap();
    for args in [
        &["compile", str(&table), "-o", str(&table)][..],
        &["compile", str(&link), "-o", str(&table)],
        &["compile", str(&table), "-o", str(&link)],
        &["import", "csv", str(&table), "-o", str(&folder)],
    ] {
        let run = gazetag(args, "");
        assert_eq!((run.code, run.err.lines().count()), (Some(1), 1), "{args:?}: {run:?}");
        assert!(
            run.err.ends_with(": cannot be written: it is also an input\n"),
            "{args:?}: {run:?}"
        );
        assert_eq!(fs::read_to_string(&table).unwrap(), ENTITIES, "{args:?}");
    }
}
