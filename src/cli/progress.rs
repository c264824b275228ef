//! How far long work has come: a bar on the standard error, only where that is a terminal.

use std::{
    io::{self, IsTerminal, Read, Seek, SeekFrom, Write},
    time::Duration,
};

use beizhu::{phrase::Language, report::printable};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::inputs::Input;

/// Work that takes no longer shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// The bar moves by no fewer bytes within a source.
const STEP: u64 = 1 << 16;

/// The bar, in bytes read.
#[derive(Clone, Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// For reading these inputs once. A `quiet` run shows none, nor does one that no terminal sees.
    pub(crate) fn new(inputs: &[Input], language: Language, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self::none();
        }
        let bytes = inputs.iter().map(Input::size).sum();
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
        let checking = language.pick("checking", "检查中");
        let template = format!("{checking} [{{bar:24}}] {{percent}}% {{bytes}}/{{total_bytes}} {{wide_msg}}");
        // a template that is not understood would only look plainer
        let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(bar.with_style(style.progress_chars("=> ")))
    }

    /// No bar.
    pub(crate) fn none() -> Self {
        Self(ProgressBar::hidden())
    }

    /// A source whose reading moves the bar.
    pub(crate) fn reading<S: Seek>(&self, mut source: S, shown: &str) -> Reading<S> {
        self.0.set_message(printable(shown).into_owned());
        // without its length a source moves the bar less smoothly, and nothing else
        let length = source.seek(SeekFrom::End(0)).unwrap_or_default();
        Reading { source, at: length, reached: 0, length, progress: self.clone() }
    }

    /// So many bytes are read once more than was known.
    pub(crate) fn add(&self, bytes: u64) {
        self.0.inc_length(bytes);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }

    /// Moves from one place in a source to another.
    fn step(&self, from: u64, to: u64) {
        if self.0.is_hidden() && self.0.length().is_some() && self.0.elapsed() > PATIENCE {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
        if to >= from {
            self.0.inc(to - from);
        } else {
            self.0.dec(from - to);
        }
    }

    /// A writer to the same terminal: what it writes stands above the bar.
    pub(crate) fn above<W: Write>(&self, out: W) -> Above<W> {
        Above { out, line: Vec::new(), progress: self.clone() }
    }
}

/// A source that is being read. The bar follows the place in it, also back to the beginning.
pub(crate) struct Reading<S> {
    source: S,
    at: u64,
    /// The place that the bar knows of.
    reached: u64,
    length: u64,
    progress: Progress,
}

impl<S> Drop for Reading<S> {
    fn drop(&mut self) {
        self.progress.step(self.reached, self.length);
    }
}

impl<S: Read> Read for Reading<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.at += length as u64;
        if self.at.abs_diff(self.reached) >= STEP {
            self.progress.step(self.reached, self.at);
            self.reached = self.at;
        }
        Ok(length)
    }
}

impl<S: Seek> Seek for Reading<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.source.seek(to)?;
        Ok(self.at)
    }
}

/// Hands on whole lines while the bar is away.
pub(crate) struct Above<W> {
    out: W,
    line: Vec<u8>,
    progress: Progress,
}

impl<W: Write> Write for Above<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(end) = memchr::memrchr(b'\n', bytes) else {
            self.line.extend_from_slice(bytes);
            return Ok(bytes.len());
        };
        let (whole, rest) = bytes.split_at(end + 1);
        self.line.extend_from_slice(whole);
        let whole = std::mem::replace(&mut self.line, rest.to_vec());
        self.progress.0.suspend(|| self.out.write_all(&whole).and_then(|()| self.out.flush()))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.line);
        self.progress.0.suspend(|| self.out.write_all(&rest).and_then(|()| self.out.flush()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_follows_the_place_in_a_source() {
        let bytes = vec![b'a'; 6 * STEP as usize];
        let bar = ProgressBar::with_draw_target(Some(6 * STEP), ProgressDrawTarget::hidden());
        let progress = Progress(bar.clone());
        let mut reading = progress.reading(io::Cursor::new(bytes), "a.csv");
        let mut pair = [0; 2 * STEP as usize];
        for (place, shown) in [(0, 2), (3, 5), (0, 2)] {
            reading.seek(SeekFrom::Start(place * STEP)).expect("a place");
            reading.read_exact(&mut pair).expect("two steps");
            assert_eq!(bar.position(), shown * STEP);
        }
        drop(reading);
        assert_eq!(bar.position(), 6 * STEP, "a source that is done counts whole");
    }

    #[test]
    fn what_is_written_above_arrives_whole() {
        let mut above = Progress::none().above(Vec::new());
        for part in ["one\ntw", "o\n", "three"] {
            above.write_all(part.as_bytes()).expect("memory");
        }
        assert_eq!(above.out, b"one\ntwo\n");
        above.flush().expect("memory");
        assert_eq!(above.out, b"one\ntwo\nthree");
    }
}
