//! Many documents on several threads.

use gazetag::{Annotator, Document, Gazetteer, Kind};

#[test]
fn the_order_stays() {
    let cities = "id,name\nkursk,Kursk\nminsk,Minsk\n";
    let annotator = Annotator::new(
        Gazetteer::builder().table(Kind::City, cities.as_bytes()).unwrap().build().unwrap(),
    )
    .unwrap();
    let texts: Vec<String> = (0..2000).map(|at| "Kursk, Minsk! ".repeat(at % 7)).collect();
    let documents: Vec<Document<'_>> =
        texts.iter().map(|text| Document::new(text).with_lang("id")).collect();
    let expected: Vec<usize> = texts.iter().map(|text| annotator.annotate(text).len()).collect();
    assert_eq!(annotator.annotate_par(&texts, |annotations| annotations.len()), expected);
    assert_eq!(annotator.annotate_par(&documents, |annotations| annotations.len()), expected);
    assert_eq!(
        annotator.annotate_par::<&str, usize>(&[], |annotations| annotations.len()),
        Vec::<usize>::new()
    );
}
