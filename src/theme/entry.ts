import { createApp } from 'astro/app/entrypoint';

// A page is written whole, so there is nobody to stream to.
export const app = createApp({ streaming: false });
