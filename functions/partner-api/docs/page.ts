export const docsPolicy = "default-src 'none'";
export const renderDocs = (document: unknown) => `<pre>${JSON.stringify(document)}</pre>`;
