import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import manifest from './package.json' with { type: 'json' }

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  define: { __CLIENT_VERSION__: JSON.stringify(manifest.version) },
  server: { proxy: { '/api': process.env.API_ORIGIN ?? 'http://127.0.0.1:3000' } },
  // Two pages: the console, and the screen and kiosk of the hall, which is light and has no antd. antd's table, picker
  // and form reach most pages, so they stay together in one long-cached file.
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1400,
    rollupOptions: { input: { console: 'index.html', hall: 'hall.html' } },
  },
})
