// Draws each model as an SVG beside it, in the Chromium of the machine:
//
//   npm --prefix src/lint run draw
//
// The picture names the SHA-256 of the model it was drawn from, so that a test can tell a stale
// picture without drawing it again.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const BROWSERS = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
];

const VIEWER = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js');

const folder = process.argv[2];
const executablePath = BROWSERS.find(path => path && existsSync(path));

if (!folder) {
  throw new Error('Name the folder of the models: node draw.mjs processes');
}
if (!executablePath) {
  throw new Error('No Chromium found. Set CHROMIUM to the path of a Chromium, Chrome or Edge.');
}

const models = (await readdir(folder)).filter(name => name.endsWith('.bpmn')).sort();
const browser = await chromium.launch({ executablePath, args: [ '--no-sandbox' ] });

try {
  const page = await browser.newPage();

  await page.setContent('<div id="canvas" style="width: 2000px; height: 1000px"></div>');
  await page.addScriptTag({ path: VIEWER });

  for (const model of models) {
    const xml = await readFile(join(folder, model));
    const { svg, warnings } = await page.evaluate(render, xml.toString('utf8'));

    if (warnings.length) {
      throw new Error(`${model} cannot be drawn completely: ${warnings.join('; ')}`);
    }

    const picture = model.replace(/\.bpmn$/, '.svg');
    await writeFile(join(folder, picture), finish(svg, model, xml));
    console.log(`${picture} drawn`);
  }
} finally {
  await browser.close();
}

/** Runs in the page. */
async function render(xml) {
  const viewer = new window.BpmnJS({ container: '#canvas' });

  try {
    const { warnings } = await viewer.importXML(xml);
    const { svg } = await viewer.saveSVG();

    return { svg, warnings: warnings.map(warning => warning.message) };
  } finally {
    viewer.destroy();
  }
}

/** Same model, same bytes: the viewer numbers its arrow heads at random. */
function finish(svg, model, xml) {
  const markers = [ ...new Set(svg.match(/marker-[0-9a-z]{20,}/g)) ];
  const named = markers.reduce((text, marker, i) => text.replaceAll(marker, `marker-${i + 1}`), svg);

  const hash = createHash('sha256').update(xml).digest('hex');
  const [ , x, y, width, height ] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(named);

  // Without a ground of its own the picture is black on black where pages are dark.
  return named
    .replace('<svg ', `<!-- drawn from ${model}, SHA-256 ${hash} -->\n<svg `)
    .replace(/(<svg [^>]*>)/, `$1<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="white"/>`)
    .trimEnd() + '\n';
}
