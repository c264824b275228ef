//! Tells whether anybody has written into a file: a matter of accidents, not of forgery.

use std::io::{self, Read, Seek, SeekFrom};

use xxhash_rust::xxh3::Xxh3;

/// A source of which each byte is hashed when it is read for the first time, so that it need not be read for that alone.
pub(crate) struct Witness<S> {
    source: S,
    at: u64,
    hash: Xxh3,
    /// How far it was read: what lies before has been hashed.
    hashed: u64,
}

impl<S: Read + Seek> Witness<S> {
    /// Has seen nothing of a source that stands at its beginning.
    pub(crate) fn of(source: S) -> Self {
        Self { source, at: 0, hash: Xxh3::new(), hashed: 0 }
    }

    pub(crate) fn into_source(self) -> S {
        self.source
    }

    /// What the whole of it comes to; what has not been read yet is read now.
    pub(crate) fn fingerprint(&mut self) -> io::Result<u128> {
        self.seek(SeekFrom::Start(self.hashed))?;
        io::copy(self, &mut io::sink())?;
        Ok(self.hash.digest128())
    }
}

impl<S: Read> Read for Witness<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        let known = self.hashed.checked_sub(self.at).and_then(|known| usize::try_from(known).ok());
        // what lies behind bytes that nobody has read waits for these
        if let Some(new) = known.and_then(|known| buffer[..length].get(known..)) {
            self.hash.update(new);
            self.hashed += new.len() as u64;
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl<S: Seek> Seek for Witness<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.source.seek(to)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// In whatever order a source is read, the same bytes come to the same, and others to something else.
        #[test]
        fn knows_the_bytes_however_they_are_read(
            bytes in prop::collection::vec(any::<u8>(), 1..200),
            reads in prop::collection::vec((0u64..250, 0usize..80), 0..12),
            changed in any::<prop::sample::Index>(),
        ) {
            let straight = Witness::of(Cursor::new(&bytes)).fingerprint()?;
            let mut witness = Witness::of(Cursor::new(&bytes));
            for (at, length) in reads {
                witness.seek(SeekFrom::Start(at))?;
                witness.by_ref().take(length as u64).read_to_end(&mut Vec::new())?;
            }
            prop_assert_eq!(witness.fingerprint()?, straight);
            let mut other = bytes.clone();
            other[changed.index(bytes.len())] ^= 1;
            prop_assert_ne!(Witness::of(Cursor::new(&other)).fingerprint()?, straight);
        }
    }
}
