// Vitest's own environments compile Svelte for a server, where no effect runs. This one compiles it for the window, without a page.
export default { name: "live", viteEnvironment: "client", setup: () => ({ teardown: () => undefined }) };
