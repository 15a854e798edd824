//! A mention, and what a text is about, kept after the text is gone.

use gazetag::output::MentionRecord;

/// The surest mention, and the countries that the text is about.
fn digest(text: &str) -> (Option<MentionRecord<'static>>, Vec<&'static str>) {
    let annotations = gazetag::annotate(text);
    let about = annotations.focus().countries().iter().map(|place| place.entity().name()).collect();
    let surest = annotations.iter().max_by(|a, b| a.score().total_cmp(&b.score()));
    (surest.map(|mention| mention.to_record().into_owned()), about)
}

fn main() -> Result<(), serde_json::Error> {
    let text = String::from("Serangan Ukraina ke wilayah Kursk di Rusia berlanjut.");
    let (surest, about) = digest(&text);
    drop(text);
    println!("about {}", about.join(", "));
    println!("{}", serde_json::to_string(&surest)?);
    Ok(())
}
