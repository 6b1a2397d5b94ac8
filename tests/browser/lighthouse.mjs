// Runs Lighthouse with its mobile settings on the addresses given, and prints each report's scores as a line of JSON.
// node lighthouse.mjs '{"chromium": path, "switches": […], "categories": […], "runs": 1, "addresses": […]}'
import * as chromeLauncher from 'chrome-launcher';
import lighthouse, {Gatherer, defaultConfig} from 'lighthouse';

// Lighthouse asks for robots.txt in the page's name, which our policy forbids to every page (connect-src falls back to 'none'), and
// takes that for a missing file. No crawler asks in a page's name: here it is asked for as PageSpeed Insights and crawlers do.
class RobotsTxt extends Gatherer {
  meta = {supportedModes: ['snapshot', 'navigation']};

  async getArtifact({baseArtifacts}) {
    const response = await fetch(new URL('/robots.txt', baseArtifacts.URL.finalDisplayedUrl));
    return {status: response.status, content: await response.text()};
  }
}

const own = {RobotsTxt: {instance: new RobotsTxt()}};
const config = {
  ...defaultConfig,
  artifacts: defaultConfig.artifacts.map(each => ({...each, gatherer: own[each.id] ?? each.gatherer})),
};

const {chromium, switches, categories, runs, addresses} = JSON.parse(process.argv[2]);
const chrome = await chromeLauncher.launch({
  chromePath: chromium,
  chromeFlags: ['--headless=new', ...switches],
  logLevel: 'silent',
});
try {
  // Each page in its turn, again and again: a machine that is busy for a while then spoils no page's median.
  for (let run = 0; run < runs; run++) {
    for (const address of addresses) {
      const lhr = await measured(address);
      const scores = Object.fromEntries(categories.map(name => [name, Math.round(lhr.categories[name].score * 100)]));
      const ids = new Set(categories.flatMap(name => lhr.categories[name].auditRefs.filter(ref => ref.weight > 0).map(ref => ref.id)));
      const lost = Object.values(lhr.audits)
        .filter(audit => ids.has(audit.id) && audit.score !== null && audit.score < 1)
        .map(audit => `${audit.id} ${audit.score}: ${audit.displayValue ?? audit.title} ${evidence(audit)}`.trim());
      const metrics = Object.fromEntries(['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index',
        'cumulative-layout-shift'].map(id => [id, lhr.audits[id]?.numericValue ?? null]));
      console.log(JSON.stringify({address, scores, lost, metrics, bytes: lhr.audits['total-byte-weight']?.numericValue ?? null}));
    }
  }
} finally {
  chrome.kill();
}

// On a busy machine a trace may come to nothing, which says nothing of the page: it is asked again, twice at most.
async function measured(address, attempts = 3) {
  const {lhr} = await lighthouse(address, {port: chrome.port, onlyCategories: categories, logLevel: 'silent'}, config);
  if (!lhr.runtimeError) return lhr;
  if (attempts === 1) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  return measured(address, attempts - 1);
}

function evidence(audit) {
  return (audit.details?.items ?? []).slice(0, 3).map(item => item.node?.snippet ?? item.description ?? item.url ?? '').join(' | ').slice(0, 300);
}
