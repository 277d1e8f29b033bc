declare module '*.css' {
  /** The style sheet's text: `import text from './x.css' with { type: 'text' }`. */
  const text: string;
  export default text;
}
