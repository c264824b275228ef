#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| beizhu_fuzz::holds("facts", bytes));
