/** Names of attachments that no host serves as a document: one that runs scripts would run them in the origin of the site. */

/** Endings that hosts serve as HTML or XML, or run themselves. SVG is not here: it is sanitised (svg.ts). */
const documents: ReadonlySet<string> = new Set(
  `htm html html5 xht xhtm xhtml shtm shtml stm mht mhtml hta htc htx xml xsl xslt xsd xbl xul rdf rss atom svgz mathml mml wsdl wadl kml gpx gml
   dae owl smi smil jnlp xspf ncx opf ttml dtd ent mod xaml php php3 php4 php5 php7 php8 phps pht phtml phar asp aspx ashx asmx jsp jspx jsf cgi
   fcgi cfm`.split(/\s+/),
);

/**
 * `notes/page-html.txt` for `notes/page.html`: text at every host. Endings before the last count too, since Apache ignores those that
 * it does not know (`page.html.old`). Other paths come back as they are.
 */
export function inertPath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const [base = '', ...endings] = path.slice(slash).split('.');
  if (!endings.some(isDocument)) return path;
  const name = endings.reduce((whole, ending) => `${whole}${isDocument(ending) ? '-' : '.'}${ending}`, base);
  return `${path.slice(0, slash)}${name}${isDocument(endings.at(-1) ?? '') ? '.txt' : ''}`;
}

function isDocument(ending: string): boolean {
  return documents.has(ending.trim().toLowerCase());
}
