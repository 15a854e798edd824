//! Names that a program brings along, on top of the built-in tables.

use gazetag::{Annotator, Gazetteer, Kind, NewEntity, NewName};

fn main() -> Result<(), gazetag::Error> {
    let own = Gazetteer::builder()
        .entity(
            NewEntity::new(Kind::Organization, "my:pmpp", "Paguyuban Merpati Putih").country("ID"),
        )?
        .name(NewName::new("my:pmpp", "Merpati Putih Society").lang("en"))?
        // A name of an entity in the built-in tables.
        .name(NewName::new("RU-KRS", "Kurskiania").lang("en"))?;
    let annotator = Annotator::builtin().with_tables(own)?;

    for mention in &annotator.annotate("The Merpati Putih Society left Kurskiania for Bandung.") {
        let (id, name) = mention.entity().map_or(("-", "-"), |entity| (entity.id(), entity.name()));
        println!("{} is the {} {id}, {name}", mention.as_str(), mention.kind());
    }
    Ok(())
}
