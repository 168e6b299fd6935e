//! Entries that cannot be read are cut out of a record, so that the rest can.

use super::{Mapping, Value, at_path};

/// Cuts the entry at `path` out; nothing where there is none.
pub(super) fn remove(value: &mut Value, path: &str) {
    if path.ends_with(']') {
        if let Some(item) = at_path(value, path) {
            empty(item);
        }
        return;
    }
    let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
    if let Some(map) = at_path(value, parent).and_then(Value::as_mapping_mut) {
        map.remove(key);
    }
}

/// Puts in the place of a list's item what is empty, so that the others keep their numbers: a record, or a text where a record
/// is what is wrong.
fn empty(item: &mut Value) {
    *item = match item {
        Value::Mapping(map) if map.is_empty() => Value::from(""),
        Value::Mapping(map) if map.keys().all(Value::is_string) => Value::Null,
        _ => Value::Mapping(Mapping::new()),
    };
}

/// Cuts out the smallest entry that is not read though it stands alone, where the reader does not say which it is. Gives its
/// path, or that of its record where its name is no text; nothing where each entry by itself is read.
pub(super) fn smallest_unread(value: &mut Value, reads: &dyn Fn(Value) -> bool) -> Option<String> {
    let (name, below) = match value {
        Value::Mapping(map) => {
            let alone =
                |key: &Value, held: Value| reads(Value::Mapping([(key.clone(), held)].into_iter().collect()));
            let (key, _) = map.iter().find(|(key, held)| !alone(key, (*held).clone()))?;
            let key = key.clone();
            let below = smallest_unread(map.get_mut(&key)?, &|held| alone(&key, held));
            if below.is_none() {
                map.remove(&key);
            }
            (key.as_str().unwrap_or_default().to_owned(), below)
        }
        Value::Sequence(items) => {
            let alone = |item: Value| reads(Value::Sequence(vec![item]));
            let n = items.iter().position(|item| !alone(item.clone()))?;
            let below = smallest_unread(&mut items[n], &alone);
            if below.is_none() {
                empty(&mut items[n]);
            }
            (format!("[{n}]"), below)
        }
        _ => return None,
    };
    let below = below.unwrap_or_default();
    let dot = if below.is_empty() || below.starts_with('[') { "" } else { "." };
    Some(name + dot + &below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `smallest_unread` cuts out of a text where every value but `bad` is read, and what it leaves.
    fn cut(text: &str) -> (Option<String>, String) {
        let mut value: Value = serde_yaml::from_str(text).unwrap();
        let reads = |value: Value| !serde_yaml::to_string(&value).unwrap().contains("bad");
        let path = smallest_unread(&mut value, &reads);
        (path, serde_yaml::to_string(&value).unwrap())
    }

    #[test]
    fn the_smallest_entry_that_is_not_read_is_cut_out() {
        let told = |path: &str, left: &str| (Some(path.to_owned()), left.to_owned());
        assert_eq!(cut("a: x\nb: bad\n"), told("b", "a: x\n"));
        assert_eq!(cut("a: {b: x, c: bad}\n"), told("a.c", "a:\n  b: x\n"));
        assert_eq!(cut("a: [{b: x}, {b: bad, c: y}]\n"), told("a[1].b", "a:\n- b: x\n- c: y\n"));
        assert_eq!(cut("a: [x, bad]\n"), told("a[1]", "a:\n- x\n- {}\n"));
        assert_eq!(cut("a: x\n? [bad]\n: y\n"), told("", "a: x\n"));
        assert_eq!(cut("a: x\n"), (None, "a: x\n".to_owned()));
    }

    #[test]
    fn what_stands_at_a_path_is_cut_out_and_the_items_after_it_keep_their_numbers() {
        let mut value: Value = serde_yaml::from_str("a: [{b: x, c: y}, z]\nd: e\n").unwrap();
        for path in ["a[1]", "a[0].b", "d", "f", "g[3].h"] {
            remove(&mut value, path);
        }
        assert_eq!(serde_yaml::to_string(&value).unwrap(), "a:\n- c: y\n- {}\n");
    }
}
