//! A node of linked data: a type and its properties. A property without a value is not there.

use serde::Serialize;
use serde_json::{Map, Value};

/// A node.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Node(Map<String, Value>);

/// What may be the value of a property; `None` where it says nothing.
pub(super) trait IntoProperty {
    /// The value as JSON.
    fn into_property(self) -> Option<Value>;
}

impl Node {
    /// A node of this type.
    pub(super) fn new(kind: &str) -> Node {
        Node(Map::new()).with("@type", kind)
    }

    /// A node that says in which words it speaks.
    pub(super) fn context(address: &str) -> Node {
        Node(Map::new()).with("@context", address)
    }

    /// The node with one property more.
    pub(super) fn with(mut self, name: &str, value: impl IntoProperty) -> Node {
        if let Some(value) = value.into_property() {
            self.0.insert(name.to_owned(), value);
        }
        self
    }
}

impl IntoProperty for &str {
    fn into_property(self) -> Option<Value> {
        (!self.is_empty()).then(|| self.into())
    }
}

impl IntoProperty for String {
    fn into_property(self) -> Option<Value> {
        (!self.is_empty()).then(|| self.into())
    }
}

impl IntoProperty for usize {
    fn into_property(self) -> Option<Value> {
        Some(self.into())
    }
}

impl IntoProperty for bool {
    fn into_property(self) -> Option<Value> {
        Some(self.into())
    }
}

impl IntoProperty for Node {
    fn into_property(self) -> Option<Value> {
        Some(Value::Object(self.0))
    }
}

impl<V: IntoProperty> IntoProperty for Option<V> {
    fn into_property(self) -> Option<Value> {
        self?.into_property()
    }
}

/// One value stands alone; several stand in a list.
impl<V: IntoProperty> IntoProperty for Vec<V> {
    fn into_property(self) -> Option<Value> {
        let mut all: Vec<Value> = self.into_iter().filter_map(V::into_property).collect();
        match all.len() {
            0 => None,
            1 => all.pop(),
            _ => Some(Value::Array(all)),
        }
    }
}

/// Always a list: the graph of a block, the steps of a way.
impl IntoProperty for &Vec<Node> {
    fn into_property(self) -> Option<Value> {
        Some(self.iter().map(|node| Value::Object(node.0.clone())).collect())
    }
}
