use super::*;
use proptest::prelude::*;

fn records(bytes: &[u8], mapping: &Mapping) -> Vec<Record> {
    let mut all = Vec::new();
    read(bytes, mapping, &mut |r| {
        all.push(r);
        Ok(())
    })
    .unwrap();
    all
}

fn items(text: &str) -> Vec<ItemRecord> {
    let preview = sniff(text.as_bytes()).unwrap();
    let all = records(text.as_bytes(), &preview.mapping).into_iter();
    all.filter_map(|r| if let Record::Item(i) = r { Some(*i) } else { None }).collect()
}

fn sides(item: &ItemRecord) -> (String, String) {
    match &item.content {
        Content::Basic { front, back, .. } => (front.text.clone(), back.text.clone()),
        Content::Cloze { text, extra, .. } => {
            (text.text.clone(), extra.as_ref().map(|e| e.text.clone()).unwrap_or_default())
        }
        other => panic!("{other:?}"),
    }
}

fn skipped(text: &str) -> Vec<(String, String)> {
    let preview = sniff(text.as_bytes()).unwrap();
    let all = records(text.as_bytes(), &preview.mapping).into_iter();
    all.filter_map(|r| {
        if let Record::Skipped { place, why } = r { Some((place.to_string(), why.to_string())) } else { None }
    })
    .collect()
}

#[test]
fn the_usual_separators_are_found() {
    for separator in ["\t", ";", ",", "|"] {
        let text = format!("Haus{separator}house\nBaum{separator}tree\nTisch{separator}table\n");
        let found = items(&text);
        assert_eq!(found.len(), 3, "{separator:?}");
        assert_eq!(sides(&found[1]), ("Baum".into(), "tree".into()));
    }
    let preview = sniff("what, where\tanswer, long\nwho, me\tyou\n".as_bytes()).unwrap();
    assert_eq!(preview.mapping.separator, "\t");
}

#[test]
fn a_header_names_the_columns_in_english_and_german() {
    let preview =
        sniff("Rückseite;Vorderseite;Schlagwörter;Stapel\nhouse;Haus;a b;Deutsch::Haus\n".as_bytes()).unwrap();
    assert!(preview.mapping.has_header);
    assert_eq!(preview.mapping.columns, [Role::Back, Role::Front, Role::Tags, Role::Deck]);
    let all = records(
        "Rückseite;Vorderseite;Schlagwörter;Stapel\nhouse;Haus;a b;Deutsch::Haus\n".as_bytes(),
        &preview.mapping,
    );
    let Record::Deck(deck) = &all[0] else { panic!("{all:?}") };
    assert_eq!(deck.path, ["Deutsch", "Haus"]);
    let Record::Item(item) = &all[1] else { panic!("{all:?}") };
    assert_eq!((sides(item), item.tags.join(" ").as_str()), (("Haus".into(), "house".into()), "a b"));
    assert_eq!(item.place, Place::Line(2));
}

#[test]
fn ankis_file_headers_win() {
    let text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
                gx\tBasic (and reversed card)\tA::B\t<b>q</b>\t\"say \"\"a\"\"\"\tt1 t2\n\
                gy\tCloze\tA\t{{c1::x}} y\tmore\t\n";
    let found = items(text);
    assert_eq!(found[0].key.as_deref(), Some("gx"));
    assert_eq!(found[0].tags, ["t1", "t2"]);
    assert!(
        matches!(&found[0].content, Content::Basic { front, directions: Directions::Both, .. } if front.format == Format::Html)
    );
    assert_eq!(sides(&found[0]).1, "say \"a\"");
    assert_eq!(sides(&found[1]), ("{{c1::x}} y".into(), "more".into()));
    let all = items("#deck:X::Y\n#tags:p q\n#columns:Back,Front\n#separator:Comma\n1,2\n# a comment\n3,4\n");
    assert_eq!(all.len(), 2);
    assert_eq!((sides(&all[0]), all[0].tags.len()), (("2".into(), "1".into()), 2));
}

#[test]
fn quoted_cells_hold_separators_quotes_and_lines() {
    let found = items("\"a,\"\"b\"\"\",\"line 1\nline 2\"\nc,d\n");
    assert_eq!(sides(&found[0]), ("a,\"b\"".into(), "line 1\nline 2".into()));
    assert_eq!(found[1].place, Place::Line(3));
}

#[test]
fn a_bad_row_is_named_and_the_next_one_is_read() {
    let text = "a,b\n\"open,x\nc,d\ne,f,g\nh,\n,i\nj,k\n\"l\"m,n\no,p\n";
    let found = items(text);
    assert_eq!(found.iter().map(|i| sides(i).0).collect::<Vec<_>>(), ["a", "c", "j", "o"]);
    let skipped = skipped(text);
    assert_eq!(
        skipped.iter().map(|(p, _)| p.as_str()).collect::<Vec<_>>(),
        ["line 2", "line 4", "line 5", "line 6", "line 8"]
    );
    assert!(skipped[0].1.contains("notice-after-quote") && skipped[1].1.contains("has=3"), "{skipped:?}");
}

#[test]
fn quizlets_paste_keeps_definitions_of_several_lines() {
    let found = items("term 1\tdefinition\nthat goes on\n\nand on\nterm 2\tshort\n");
    assert_eq!(found.len(), 2);
    assert!(sides(&found[0]).1.ends_with("and on"));
    let text = "a--1;;b--2\nmore;;c--3";
    let mapping = Mapping {
        separator: "--".into(),
        row_separator: Some(";;".into()),
        columns: vec![Role::Front, Role::Back],
        ..sniff(b"a\tb").unwrap().mapping
    };
    let all = records(text.as_bytes(), &mapping);
    assert_eq!(all.iter().filter(|r| matches!(r, Record::Item(_))).count(), 3);
}

#[test]
fn encodings_are_found() {
    let text = "größe;size\nmaß;measure\nfuß;foot\n";
    let utf16 = |units: Vec<u8>, bom: [u8; 2]| [bom.to_vec(), units].concat();
    let cases = [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF".to_vec(), text.as_bytes().to_vec()].concat(), Encoding::Utf8),
        (utf16(text.encode_utf16().flat_map(u16::to_le_bytes).collect(), [0xFF, 0xFE]), Encoding::Utf16Le),
        (utf16(text.encode_utf16().flat_map(u16::to_be_bytes).collect(), [0xFE, 0xFF]), Encoding::Utf16Be),
        (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), Encoding::Utf16Le),
        (text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(), Encoding::Latin1),
    ];
    for (bytes, encoding) in cases {
        let preview = sniff(&bytes).unwrap();
        assert_eq!(preview.mapping.encoding, encoding);
        assert_eq!(preview.rows[0], ["größe", "size"], "{encoding:?}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn hostile_tables_are_refused_or_skipped_with_words_and_in_time() {
    let started = std::time::Instant::now();
    let refused = |bytes: &[u8]| sniff(bytes).unwrap_err().to_string();
    assert!(refused(b"").contains("notice-no-rows"));
    let long = format!("a,b\n{},c\nd,e\n", "x".repeat(LONGEST_LINE + 10));
    assert_eq!(items(&long).len(), 2);
    assert!(skipped(&long)[0].1.contains("notice-line-long most=10"));
    assert_eq!(sides(&items("a\0b,c\0\nd,e\n")[0]), ("ab".into(), "c".into()));
    let quotes = "\"x,y\n".repeat(20_000);
    assert!(sniff(quotes.as_bytes()).unwrap().broken > 0);
    assert!(sniff(&[b'a', b',', 0xFF, b'\n']).is_ok());
    assert!(sniff(",".repeat(100_000).as_bytes()).is_ok());
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn formulas_are_written_as_text_and_read_back() {
    let content = Content::Basic {
        front: Field::markdown("=HYPERLINK(\"x\")"),
        back: Field::markdown("-1, +2\n@three"),
        directions: Directions::Forward,
        typed: false,
        extra: None,
    };
    let mut out = Vec::new();
    write([Row { content: &content, note_type: None, deck: "A::B", tags: &["@t".into()], key: "k" }], &mut out)
        .unwrap();
    let text = String::from_utf8(out.clone()).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\",\"'-1, +2"), "{text}");
    let back = items(&text);
    assert_eq!((&back[0].content, back[0].key.as_deref()), (&content, Some("k")));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(("[a-z=+@\"',;\n\t-][ -~äöü\n]{0,20}[a-z]", "[a-z\"=][ -~\n]{0,20}[a-z]"), 1..8)) {
        let contents: Vec<Content> = rows.iter().map(|(f, b)| Content::Basic {
            front: Field::markdown(f.trim()), back: Field::markdown(b.trim()), directions: Directions::Forward, typed: false, extra: None,
        }).filter(|c| !matches!(c, Content::Basic { front, back, .. } if front.text.starts_with('\'') || back.text.starts_with('\''))).collect();
        prop_assume!(!contents.is_empty());
        let mut out = Vec::new();
        write(contents.iter().map(|content| Row { content, note_type: None, deck: "D", tags: &[], key: "" }), &mut out).unwrap();
        let preview = sniff(&out).unwrap();
        let mapping = Mapping { html: false, separator: ",".into(), has_header: true,
            columns: vec![Role::Front, Role::Back, Role::Extra, Role::Kind, Role::Deck, Role::Tags, Role::Guid],
            continues: false, quoted: true, ..preview.mapping };
        let back: Vec<Content> = records(&out, &mapping).into_iter().filter_map(|r| if let Record::Item(i) = r { Some(i.content) } else { None }).collect();
        prop_assert_eq!(back, contents);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(preview) = sniff(&bytes) {
            let _ = read(&bytes, &preview.mapping, &mut |_| Ok(()));
        }
    }
}
