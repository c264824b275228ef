//! The program: arguments, files, clock and exit code. The library behind it touches none of these.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
