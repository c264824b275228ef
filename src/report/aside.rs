//! What has to wait until something before it is known.

use std::io::{self, Read, Seek, SeekFrom, Write};

/// A part of a report that waits in a file, or in memory, which the caller lends and nobody else writes to.
pub(super) struct Aside<S> {
    file: S,
    length: u64,
}

impl<S: Read + Write + Seek> Aside<S> {
    /// Nothing waits yet.
    pub(super) fn new(file: S) -> Self {
        Self { file, length: 0 }
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Hands on everything that waits, and is empty again.
    pub(super) fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        io::copy(&mut (&mut self.file).take(self.length), out)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.length = 0;
        Ok(())
    }
}

impl<S: Write> Write for Aside<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_on_waits_no_more() {
        let mut aside = Aside::new(io::Cursor::new(Vec::new()));
        let mut handed_on = |text: &str| {
            let mut out = Vec::new();
            aside.write_all(text.as_bytes()).and_then(|()| aside.hand_on(&mut out)).expect("memory");
            String::from_utf8(out).expect("text")
        };
        for text in ["a long one", "short", ""] {
            assert_eq!(handed_on(text), text);
        }
    }
}
