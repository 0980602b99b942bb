//! What is embedded at compile time and is not Rust: a change of it compiles the crate again.

fn main() {
    // a checkout whose assets were not built yet compiles too; its pages then have no style
    let _ = std::fs::create_dir_all("../../assets/dist");
    println!("cargo::rerun-if-changed=../../assets/dist");
    println!("cargo::rerun-if-changed=../../locales");
}
