/**
 * The document model: plain data, the same on the page, on the wire and in the mirror.
 *
 * A node id is a positive integer, never reused within a session; 0 means "no node". Ids are given in the order in
 * which nodes are written (pre-order), so the wire does not carry them (PROTOCOL.md, "Engine messages").
 */
export type NodeId = number;

export const NO_NODE: NodeId = 0;

/** The namespaces a node can be built in. Anything else arrives as `html` with its qualified name kept. */
export type Namespace = 'html' | 'svg' | 'mathml';

export interface DocumentData {
  type: 'document';
  id: NodeId;
  /** True when the page is rendered in quirks mode (`document.compatMode === 'BackCompat'`). */
  quirks: boolean;
  children: TreeItem[];
}

export interface DoctypeData {
  type: 'doctype';
  id: NodeId;
  name: string;
  publicId: string;
  systemId: string;
}

export interface ElementData {
  type: 'element';
  id: NodeId;
  namespace: Namespace;
  /** Qualified name as the page has it: lower case for HTML, case kept for SVG and MathML. */
  tag: string;
  /** Name and value in the page's order. Names are qualified (`xlink:href`). */
  attributes: [name: string, value: string][];
  /**
   * Blocked for privacy: keeps its box and nothing else; `children` is empty.
   */
  blocked: boolean;
  /** A shadow root, where there is one, is the first child; so is the document of a frame, and the content of a template. */
  children: TreeItem[];
}

export interface ShadowRootData {
  type: 'shadow-root';
  id: NodeId;
  mode: 'open' | 'closed';
  delegatesFocus: boolean;
  manualSlots: boolean;
  children: TreeItem[];
}

/** The inert content of a `<template>`: always the template's only child. */
export interface TemplateContentData {
  type: 'template-content';
  id: NodeId;
  children: TreeItem[];
}

export interface TextData {
  type: 'text';
  id: NodeId;
  value: string;
}

export interface CommentData {
  type: 'comment';
  id: NodeId;
  /** Always empty unless the site sends comments on purpose: comments can hold private text. */
  value: string;
}

/** A node that the mirror already has and that a patch has detached: it is placed here with everything below it. */
export interface MovedData {
  type: 'moved';
  id: NodeId;
}

export type NodeData =
  | DocumentData
  | DoctypeData
  | ElementData
  | ShadowRootData
  | TemplateContentData
  | TextData
  | CommentData;

export type TreeItem = NodeData | MovedData;
