import { defineConfig } from 'vitest/config';

// A development server (npm run dev) passes the API on to a serving layer.
const backend = process.env.TRAFFIC_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  esbuild: { jsx: 'automatic' },
  build: {
    target: 'es2022',
    // Inlined data: URIs would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': backend, '/openapi.json': backend } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
