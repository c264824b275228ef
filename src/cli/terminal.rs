//! Bytes of drafts on the standard output: as they are for programs, and for people in characters
//! that a terminal shows and does not obey.

use std::io::{self, IsTerminal, Write};

use beizhu::report::printable;
use encoding_rs::{Decoder, Encoding, UTF_8};

/// The standard output for a draft, or the difference of two, in the encoding of that name.
pub(crate) fn stdout(encoding: &str) -> Box<dyn Write> {
    let stdout = io::stdout().lock();
    if stdout.is_terminal() { Box::new(Shown::new(stdout, encoding)) } else { Box::new(stdout) }
}

/// Decodes what is written, and makes visible what a terminal would obey. Line ends stay.
struct Shown<W> {
    out: W,
    decoder: Decoder,
}

impl<W: Write> Shown<W> {
    fn new(out: W, encoding: &str) -> Self {
        // between the words of a diff, only what extends ASCII can be told
        let encoding = Encoding::for_label(encoding.as_bytes()).filter(|known| known.is_ascii_compatible());
        Self { out, decoder: encoding.unwrap_or(UTF_8).new_decoder_without_bom_handling() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = self.decoder.max_utf8_buffer_length(bytes.len()).ok_or(io::ErrorKind::OutOfMemory)?;
        let mut text = String::with_capacity(most);
        // it has room for all of them
        let _ = self.decoder.decode_to_string(bytes, &mut text, false);
        for line in text.split_inclusive('\n') {
            let end = if line.ends_with('\n') { "\n" } else { "" };
            write!(self.out, "{}{end}", printable(line.trim_end_matches('\n')))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_draft_whatever_it_holds() {
        for (encoding, bytes, shown) in [
            ("UTF-8", &b"\xE7\x94\xB5,\x1B[2J\n\r\n\n-x"[..], "电,␛[2J\n \n\n-x"),
            ("GBK", b"\xB5\xE7\xB3\xD8\x07\n", "电池␇\n"),
            ("UTF-16LE", b"+a\0\n\0", "+a␀\n␀"),
            ("UTF-8", "\u{9B}2J\u{202E}".as_bytes(), "\u{FFFD}2J\u{FFFD}"),
            ("UTF-8", b"\xFF", "\u{FFFD}"),
        ] {
            for chunk in [1, 2, bytes.len()] {
                let mut writer = Shown::new(Vec::new(), encoding);
                bytes.chunks(chunk).for_each(|part| writer.write_all(part).expect("memory can be written"));
                assert_eq!(String::from_utf8(writer.out).expect("UTF-8"), shown, "{encoding} by {chunk}");
            }
        }
    }
}
