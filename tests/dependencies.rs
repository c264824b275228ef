//! `deny.toml` in force: licences, bans and sources of what is built, and no way to a socket.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde_json::Value;

/// A package of the build, for this system.
struct Package {
    name: String,
    licence: Option<String>,
    source: Option<String>,
}

/// What is built here, dependencies of tests and of the build included.
fn packages() -> Vec<Package> {
    let packages = metadata()["packages"].as_array().expect("packages").clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let packages: Vec<Package> = packages
        .iter()
        .map(|package| Package {
            name: text(&package["name"]).expect("a name"),
            licence: text(&package["license"]),
            source: text(&package["source"]),
        })
        .filter(|package| package.name != env!("CARGO_PKG_NAME"))
        .collect();
    assert!(packages.len() > 50, "only {} packages were found", packages.len());
    packages
}

fn metadata() -> Value {
    let told = Command::new("rustc").arg("-vV").output().expect("rustc");
    let told = String::from_utf8(told.stdout).expect("UTF-8");
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn read(path: &str) -> toml::Table {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a readable file");
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn strings(value: &toml::Value) -> Vec<String> {
    let values = value.as_array().expect("a list").iter();
    values.map(|value| value.as_str().expect("a string").to_owned()).collect()
}

#[test]
fn every_licence_is_allowed() {
    let allowed = strings(&read("deny.toml")["licenses"]["allow"]);
    let is_allowed = |licence: &str| {
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX).ok();
        expression
            .is_some_and(|expression| expression.evaluate(|required| allowed.contains(&required.to_string())))
    };
    let faults: Vec<String> = packages()
        .iter()
        .filter(|package| !package.licence.as_deref().is_some_and(is_allowed))
        .map(|package| format!("{}: {:?}", package.name, package.licence))
        .collect();
    assert!(faults.is_empty(), "deny.toml allows {allowed:?}, and not\n{}", faults.join("\n"));
    assert!(!is_allowed("GPL-3.0-only") && !is_allowed("MIT AND GPL-3.0-only") && is_allowed("MIT/GPL-3.0"));
}

#[test]
fn every_source_is_the_registry() {
    let allowed = strings(&read("deny.toml")["sources"]["allow-registry"]);
    for package in packages() {
        let registry = package.source.as_deref().and_then(|source| source.strip_prefix("registry+"));
        let is_allowed = registry.is_some_and(|registry| allowed.iter().any(|allowed| allowed == registry));
        assert!(is_allowed, "{} comes from {:?}", package.name, package.source);
    }
    // those of other systems too
    for (name, package) in locked() {
        let source = package.get("source").and_then(toml::Value::as_str);
        let is_own = name == env!("CARGO_PKG_NAME");
        assert!(is_own || source.is_some_and(|source| source.starts_with("registry+")), "{name}: {source:?}");
        assert!(is_own || package.contains_key("checksum"), "{name} has no checksum");
    }
}

/// On every system.
#[test]
fn nothing_that_is_banned_is_there() {
    let banned = read("deny.toml")["bans"]["deny"].as_array().expect("a list").clone();
    assert!(banned.len() > 10, "only {} packages are banned", banned.len());
    let locked = locked();
    for ban in banned {
        let name = ban["crate"].as_str().expect("a name");
        assert!(!locked.contains_key(name), "{name} is banned");
    }
}

/// The packages of `Cargo.lock`, one of each name.
fn locked() -> BTreeMap<String, toml::Table> {
    let lock = read("Cargo.lock");
    let packages = lock["package"].as_array().expect("packages").iter();
    packages
        .map(|package| package.as_table().expect("a package").clone())
        .map(|package| (package["name"].as_str().expect("a name").to_owned(), package))
        .collect()
}

/// Who talks to the system past the C library could open a socket past it too: that part of it is
/// left out.
#[test]
fn nothing_opens_sockets_past_the_c_library() {
    let nodes = metadata()["resolve"]["nodes"].as_array().expect("nodes").clone();
    let past: Vec<&Value> = nodes
        .iter()
        .filter(|node| {
            let id = node["id"].as_str().expect("an id");
            id.contains("#rustix@") || id.contains("#linux-raw-sys@") || id.contains("#nix@")
        })
        .collect();
    for node in past {
        let features = node["features"].as_array().expect("features");
        let nets: Vec<_> = features
            .iter()
            .filter_map(Value::as_str)
            .filter(|feature| ["net", "socket", "io_uring"].contains(feature))
            .collect();
        assert!(nets.is_empty(), "{}: {nets:?}", node["id"]);
    }
}

/// What the program takes from the C library: without these no program reaches a network.
#[cfg(target_os = "linux")]
#[test]
fn the_program_links_nothing_that_reaches_a_network() {
    use object::{Object, ObjectSymbol};

    // not `socketpair` and what passes through it: the standard library starts other programs by it
    const NETWORK: [&str; 11] = [
        "accept",
        "accept4",
        "bind",
        "connect",
        "getaddrinfo",
        "gethostbyname",
        "getnameinfo",
        "listen",
        "recvfrom",
        "sendto",
        "socket",
    ];
    let taken = |path: &str| -> Vec<String> {
        let bytes = fs::read(path).expect("a program");
        let program = object::File::parse(&*bytes).expect("an ELF file");
        let names = program.dynamic_symbols().filter(|symbol| symbol.is_undefined());
        names.map(|symbol| symbol.name().expect("a name").to_owned()).collect()
    };
    let network = |path: &str| -> Vec<String> {
        taken(path).into_iter().filter(|name| NETWORK.contains(&name.as_str())).collect()
    };
    let program = env!("CARGO_BIN_EXE_beizhu");
    assert!(taken(program).iter().any(|name| name == "read"), "the program links no C library");
    assert_eq!(network(program), [""; 0]);
    // the same look at a program that does reach it
    assert!(network(env!("CARGO")).iter().any(|name| name == "connect"), "the look sees nothing");
}
