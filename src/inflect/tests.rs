use super::*;

fn inflector() -> Inflector {
    Inflector::new("inflections.csv", &include_bytes!("../../data/inflections.csv")[..]).expect("the table is sound")
}

fn forms(inflector: &Inflector, name: &str, lang: &str, kind: Kind) -> Vec<String> {
    let mut forms = Vec::new();
    inflector.forms(name, lang, kind, &mut |form| forms.push(form.to_owned()));
    forms
}

#[test]
fn dump() {
    let i = inflector();
    let text = std::fs::read_to_string("/tmp/w-infl/names.tsv").unwrap();
    let start = std::time::Instant::now();
    let mut out = String::new();
    let mut n = 0;
    for line in text.lines() {
        let f: Vec<_> = line.split('\t').collect();
        let kind = f[1].parse().unwrap();
        let mut v: Vec<String> = Vec::new();
        i.forms(f[2], f[0], kind, &mut |x| v.push(x.to_owned()));
        n += v.len();
        out.push_str(&format!("{line}\t{}\n", v.join("\t")));
    }
    eprintln!("{n} forms in {:?}", start.elapsed());
    std::fs::write("/tmp/w-infl/rust.tsv", out).unwrap();
}
