//! One source that several readers read, each from a place of its own.

use std::{
    cell::RefCell,
    io::{self, Read, Seek, SeekFrom},
    rc::Rc,
};

/// A reader's place in a source that others read too.
pub(super) struct Shared<S> {
    source: Rc<RefCell<S>>,
    at: u64,
}

impl<S> Shared<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source: Rc::new(RefCell::new(source)), at: 0 }
    }

    /// Another reader, which begins at the beginning.
    pub(super) fn another(&self) -> Self {
        Self { source: Rc::clone(&self.source), at: 0 }
    }
}

impl<S: Read + Seek> Read for Shared<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.borrow_mut();
        source.seek(SeekFrom::Start(self.at))?;
        let length = source.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl<S: Read + Seek> Seek for Shared<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut source = self.source.borrow_mut();
        if let SeekFrom::Current(_) = to {
            source.seek(SeekFrom::Start(self.at))?;
        }
        self.at = source.seek(to)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_keeps_its_place() {
        let mut one = Shared::new(io::Cursor::new(b"abcdef"));
        let mut two = one.another();
        let mut pair = [0; 2];
        one.read_exact(&mut pair).expect("two bytes");
        two.seek(SeekFrom::End(-2)).expect("a place");
        two.read_exact(&mut pair).expect("two bytes");
        assert_eq!(&pair, b"ef");
        one.seek(SeekFrom::Current(1)).expect("a place");
        one.read_exact(&mut pair).expect("two bytes");
        assert_eq!(&pair, b"de");
    }
}
