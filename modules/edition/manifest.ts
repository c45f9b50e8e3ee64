import type { Site } from './site.ts';

/** Lets a phone put the paper on its home screen (W3C Web Application Manifest). */
export const renderManifest = ({ publication }: Pick<Site, 'publication'>): string =>
  JSON.stringify({
    name: publication,
    short_name: publication,
    start_url: '/',
    display: 'minimal-ui',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    icons: [{ src: '/favicon.ico', sizes: '32x32', type: 'image/x-icon' }],
  });
