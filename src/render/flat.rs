//! Views whose fields stand among those of another view, as `#[serde(flatten)]` has them. That makes a map of unknown
//! length whose keys are copied; here the names are known, so that the views of figures, of which pages have many, cost
//! half as much.

use serde::ser::SerializeStruct;

/// The fields of a view.
pub(super) trait Fields {
    /// How many there are.
    fn count(&self) -> usize;

    /// Adds them.
    ///
    /// # Errors
    /// Those of the serializer.
    fn add<S: SerializeStruct>(&self, to: &mut S) -> Result<(), S::Error>;
}

/// Makes a view serializable by its fields, those of the views that it holds as `..inner` among them. One that is followed by
/// an [`Ask`](super::asked::Ask) is there only `if` the templates ask for it, which the view has in a field `asked`.
macro_rules! flat {
    ($view:ident { $(..$inner:ident,)* $($field:ident $(if $ask:ident)?),+ $(,)? }) => {
        impl $crate::render::flat::Fields for $view<'_> {
            fn count(&self) -> usize {
                0 $(+ usize::from(true $(&& self.asked.has($crate::render::asked::Ask::$ask))?))+ $(+ self.$inner.count())*
            }

            fn add<S: serde::ser::SerializeStruct>(&self, to: &mut S) -> Result<(), S::Error> {
                $(self.$inner.add(to)?;)*
                $(if true $(&& self.asked.has($crate::render::asked::Ask::$ask))? {
                    to.serialize_field(stringify!($field), &self.$field)?;
                })+
                Ok(())
            }
        }

        impl serde::Serialize for $view<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::render::flat::Fields as _;
                use serde::ser::SerializeStruct as _;
                let mut fields = serializer.serialize_struct(stringify!($view), self.count())?;
                self.add(&mut fields)?;
                fields.end()
            }
        }
    };
}

pub(super) use flat;
