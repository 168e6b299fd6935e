// Rules for html-validate: everything it recommends, except matters of style that no reader can notice.
// Each rule that is off or loosened carries its reason.

export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "attr-quotes": "off", // style: the parser reads all forms alike
    "attribute-boolean-style": "off", // style
    "attribute-empty-style": "off", // style
    "doctype-style": "off", // style: <!doctype html> and <!DOCTYPE html> are the same
    "void-style": "off", // style: <br> and <br/> are the same
    "no-trailing-whitespace": "off", // style
    "prefer-tbody": "off", // style: the parser adds it
    "long-title": "off", // a rule of search engines for Latin text, not of HTML
    "tel-non-breaking": "off", // style, and the pages hold no telephone numbers
    "require-sri": "off", // every asset comes from the site's own folder; no integrity attribute on file://
    "no-raw-characters": ["error", {relaxed: true}], // a lone > is valid HTML
    "valid-id": ["error", {relaxed: true}], // ids hold metric ids with dots, which HTML allows
  },
};
