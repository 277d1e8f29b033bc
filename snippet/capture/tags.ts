import type { Namespace } from '../../shared/tree/node.ts';

/** What the capture does with an element beside its attributes and children. */
export type TagCare =
  | 'plain'
  | 'field'
  | 'sheet-owner'
  | 'template'
  | 'frame'
  | 'no-children'
  /** Has state of its own that a later signal follows (`later-signals.ts`). */
  | 'watched';

export interface Tag {
  readonly namespace: Namespace;
  /** Local name. */
  readonly name: string;
  readonly care: TagCare;
  /** Whether an element of this name can have a shadow root at all (DOM, "valid shadow host name"). */
  readonly mayHost: boolean;
}

const CARE = new Map<string, TagCare>([
  ['input', 'field'],
  ['textarea', 'field'],
  ['select', 'field'],
  ['option', 'field'],
  ['style', 'sheet-owner'],
  ['link', 'sheet-owner'],
  ['template', 'template'],
  ['script', 'no-children'],
  ['noscript', 'no-children'],
  ['iframe', 'frame'],
  ['object', 'no-children'],
  ['datalist', 'plain'],
  ['canvas', 'watched'],
  ['video', 'watched'],
  ['audio', 'watched'],
  ['img', 'watched'],
  ['dialog', 'watched'],
]);

const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

const NAMESPACE_OF = new Map<string | null, Namespace>([
  ['http://www.w3.org/2000/svg', 'svg'],
  ['http://www.w3.org/1998/Math/MathML', 'mathml'],
]);

/** Facts about an element name, worked out once a name. */
export class Tags {
  /** By name; of HTML. */
  readonly html = new Map<string, Tag>();
  private readonly others = new Map<string, Tag>();

  of(localName: string, namespaceUri: string | null): Tag {
    const isHtml = namespaceUri === 'http://www.w3.org/1999/xhtml';
    const known = isHtml ? this.html.get(localName) : this.others.get(`${namespaceUri} ${localName}`);
    return known ?? this.add(localName, namespaceUri, isHtml);
  }

  private add(name: string, namespaceUri: string | null, isHtml: boolean): Tag {
    const namespace = NAMESPACE_OF.get(namespaceUri) ?? 'html';
    const isStyle = namespace === 'svg' && name === 'style';
    const isScript = namespace === 'svg' && name === 'script';
    const care = isHtml
      ? (CARE.get(name) ?? 'plain')
      : isStyle
        ? 'sheet-owner'
        : isScript
          ? 'no-children'
          : name === 'image' || name === 'use'
            ? 'watched'
            : 'plain';
    const tag = { namespace, name, care, mayHost: isHtml && (name.includes('-') || HOSTS.has(name)) };
    if (isHtml) this.html.set(name, tag);
    else this.others.set(`${namespaceUri} ${name}`, tag);
    return tag;
  }
}
