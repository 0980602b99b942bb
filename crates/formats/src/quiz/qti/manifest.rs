//! `imsmanifest.xml`: which members are items.

use super::resolve;
use crate::notice;
use crate::notice::{Notice, Place};
use crate::quiz::Limits;
use crate::quiz::report::short;
use crate::quiz::xml::Element;
use std::collections::BTreeSet;

#[derive(Default)]
pub struct Manifest {
    /// Paths in the package, in the manifest's order.
    pub items: Vec<String>,
    /// Every file that the manifest names for what it is.
    pub named: BTreeSet<String>,
    /// Resources that cannot be read.
    pub skipped: Vec<(Place, Notice)>,
}

pub fn read(document: &str, limits: &Limits) -> Result<Manifest, (Place, Notice)> {
    let line = |line| Place::LineOf { file: super::MANIFEST.into(), line };
    let root = super::tree(document, limits).map_err(|broken| (line(broken.line), broken.why))?;
    if root.name != "manifest" {
        return Err((line(root.line), notice!("notice-qti-manifest")));
    }
    let mut manifest = Manifest::default();
    for resources in root.elements().filter(|element| element.name == "resources") {
        let bases = [&root, resources].map(base).concat();
        for resource in resources.elements().filter(|element| element.name == "resource") {
            manifest.add(resource, &(bases.clone() + &base(resource)), &line(resource.line));
        }
    }
    Ok(manifest)
}

/// `xml:base`.
fn base(element: &Element) -> String {
    match element.attribute("base") {
        Some(base) if !base.is_empty() => format!("{}/", base.trim_end_matches('/')),
        _ => String::new(),
    }
}

impl Manifest {
    fn add(&mut self, resource: &Element, base: &str, place: &Place) {
        let kind = resource.attribute("type").unwrap_or_default().to_ascii_lowercase();
        if !kind.starts_with("imsqti") {
            return;
        }
        let Some(href) = resource.attribute("href") else {
            return self.skipped.push((place.clone(), notice!("notice-qti-no-href")));
        };
        let path = match resolve(base, href) {
            Ok(path) => path,
            Err(why) => return self.skipped.push((place.clone(), why)),
        };
        self.named.insert(path.clone());
        let is_two = kind.contains("v2p");
        if kind.starts_with("imsqti_item") && is_two {
            if !self.items.contains(&path) {
                self.items.push(path);
            }
        } else if kind.starts_with("imsqti_test") && is_two {
            self.skipped.push((Place::Member(path), notice!("notice-qti-test")));
        } else {
            self.skipped.push((Place::Member(path), notice!("notice-qti-version", version = short(&kind))));
        }
    }
}
