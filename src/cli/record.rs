//! `--record FILE`: one line a run, appended whole.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use beizhu::{
    draft::{Account, Reason, Trailing, Unreadable},
    examine::RemarkEdit,
    phrase::Phrase,
    record::{Hashed, Head, LawRow, Record, SettingRow},
    report::{FileReport, Interrupted},
};
use jiff::{Timestamp, Unit};
use sha2::{Digest, Sha256};

use super::{
    accepted::AcceptedFile,
    claims::{Claims, Use},
    failure::Failure,
    inputs::{Input, Source},
    replace::refused,
    run::{Run, interrupted},
    settings::Settings,
};

/// The record of a run, kept aside until the run is over: other runs may append to the same file meanwhile.
pub(crate) struct Recorder<'a> {
    run: Run<'a>,
    record: Record<BufWriter<File>>,
    target: File,
    path: PathBuf,
    /// Whether a draft has been begun and not ended.
    is_broken: bool,
}

impl<'a> Recorder<'a> {
    /// Opens the file, before anything is done that it should record.
    pub(crate) fn open(
        path: Option<&Path>,
        command: &'static str,
        run: &Run<'a>,
        claims: &mut Claims<'_>,
    ) -> Result<Option<Self>, Failure> {
        let Some(path) = path else { return Ok(None) };
        claims.write(path, Use::Record, "--record")?;
        let failed = |error: io::Error| Failure::writing(path, &error);
        if path.exists() && !path.is_file() {
            return Err(failed(io::Error::other("it is not a regular file")));
        }
        // the lock on Windows needs more than the right to append
        let target = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        let head = head(command, run.settings, run.accepted);
        let record = tempfile::tempfile().and_then(|aside| Record::begin(BufWriter::new(aside), &head));
        let run = Run { all_items: true, trailing: Trailing::No, ..*run };
        Ok(Some(Self {
            run,
            record: record.map_err(failed)?,
            target,
            path: path.to_owned(),
            is_broken: false,
        }))
    }

    /// Records a draft that was checked.
    pub(crate) fn checked(&mut self, input: &Input, report: &FileReport) -> Result<(), Failure> {
        let source = input.source().map_err(|error| Failure::reading(Path::new(&input.shown), &error))?;
        let recorded = self.draft(source, report);
        recorded.map_err(|error| interrupted(&input.shown, error))?;
        self.close()
    }

    /// Records a draft as it was before it was fixed, what was written into it, and what it is now.
    pub(crate) fn fixed(
        &mut self,
        before: &FileReport,
        original: &mut dyn Source,
        edits: impl Iterator<Item = io::Result<RemarkEdit>>,
        fixed: &mut dyn Source,
    ) -> Result<(), Failure> {
        let recorded = self.draft(original, before).and_then(|()| {
            let written = sha256(fixed).map_err(|error| refused(&error))?;
            Ok(self.record.edits(edits, &written)?)
        });
        recorded.map_err(|error| interrupted(&before.path, error))?;
        self.close()
    }

    /// Records a draft that could not be checked.
    pub(crate) fn failed(&mut self, input: &Input, error: &Unreadable) -> Result<(), Failure> {
        let sha256 = input.source().and_then(|mut source| sha256(&mut source)).ok();
        let recorded = self.record.failed(&input.shown, sha256.as_deref(), error);
        recorded.map_err(|error| Failure::writing(&self.path, &error))
    }

    fn draft<S: Read + Seek>(&mut self, mut source: S, report: &FileReport) -> Result<(), Interrupted> {
        self.is_broken = true;
        let sha256 = sha256(&mut source).map_err(|error| refused(&error))?;
        let in_doubt = report.tally.in_doubt;
        let pieces = self.run.pieces(source, &report.path, in_doubt)?;
        let law = &self.run.settings.examiner.law;
        let counts = self.record.draft(&report.path, &sha256, pieces, law)?;
        // what is recorded must be what was reported
        if counts == report.tally.counts { Ok(()) } else { Err(changed().into()) }
    }

    fn close(&mut self) -> Result<(), Failure> {
        self.record.close().map_err(|error| Failure::writing(&self.path, &error))?;
        self.is_broken = false;
        Ok(())
    }

    /// Appends the line.
    pub(crate) fn append(self) -> Result<(), Failure> {
        let Self { record, target, path, is_broken, .. } = self;
        if is_broken {
            return Err(unrecorded(&path, &io::Error::other("a draft could not be read to its end")));
        }
        let appended = record
            .end()
            .and_then(|aside| aside.into_inner().map_err(io::IntoInnerError::into_error))
            .and_then(|aside| append(aside, target));
        appended.map_err(|error| unrecorded(&path, &error))
    }
}

/// Appends a file to another, alone and to the end or not at all.
fn append(mut line: File, mut target: File) -> io::Result<()> {
    target.lock()?;
    let length = target.seek(SeekFrom::End(0))?;
    let write = || -> io::Result<()> {
        if length > 0 && !ends_a_line(&target, length)? {
            // a run that was cut off left half a line
            (&target).write_all(b"\n")?;
        }
        line.seek(SeekFrom::Start(0))?;
        io::copy(&mut line, &mut &target)?;
        target.sync_all()
    };
    let mut write = write;
    let written = write();
    if written.is_err() {
        let _ = target.set_len(length);
    }
    target.unlock()?;
    written
}

fn ends_a_line(mut file: &File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn head(command: &'static str, settings: &Settings, accepted: Option<&AcceptedFile>) -> Head {
    let law = settings.law_files.iter();
    let law =
        law.map(|file| Hashed { path: file.path.clone(), sha256: digest(file.text.as_bytes()) }).collect();
    let configuration = &settings.configuration;
    let configuration = configuration.path.as_ref().zip(configuration.sha256.as_ref());
    let hashed =
        |path: &Path, sha256: &str| Hashed { path: path.display().to_string(), sha256: sha256.to_owned() };
    Head::new(
        Timestamp::now().round(Unit::Second).unwrap_or_default(),
        command,
        LawRow::of(&settings.examiner.law, law),
        SettingRow::of(&settings.policy, settings.encoding.map(encoding_rs::Encoding::name)),
        configuration.map(|(path, sha256)| hashed(path, sha256)),
        accepted.and_then(AcceptedFile::sha256).map(|(path, sha256)| hashed(path, sha256)),
    )
}

/// The SHA-256 of everything in a source, in hexadecimal digits.
pub(crate) fn sha256<S: Read + Seek + ?Sized>(source: &mut S) -> io::Result<String> {
    source.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        match source.read(&mut chunk)? {
            0 => break,
            length => hash.update(&chunk[..length]),
        }
    }
    source.seek(SeekFrom::Start(0))?;
    Ok(hexadecimal(&hash.finalize()))
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn changed() -> Unreadable {
    let account = Account {
        what: Phrase::new("the draft changed while it was being recorded", "记录期间草单被修改"),
        why: Phrase::new("what was reported is not what would be recorded", "报告的内容与要记录的内容不一致"),
        cure: Phrase::new("close it in other programs and run again", "请在其他程序中关闭该文件后重新运行"),
    };
    Unreadable { reason: Reason::Source, place: None, account: Box::new(account) }
}

fn unrecorded(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    Failure::new(
        Phrase::new(
            format!("the run is done, and could not be recorded in {path}"),
            format!("本次运行已完成，但无法写入记录 {path}"),
        ),
        Phrase::new(error.to_string(), error.to_string()),
        Phrase::new(
            "free some space or name another file, and run `beizhu check --record` on the same drafts",
            "请清理空间或另指定文件，再对同样的草单运行 beizhu check --record",
        ),
    )
}
