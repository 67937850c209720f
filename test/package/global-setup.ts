import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stagePackage } from '../tools/stage.mjs';
import type { Packed } from './support/packed';
import { installNewestNode } from './support/newest-node';
import { ROOT } from './support/root';

/** Builds and packs the package once for all specs of this folder, and fetches the newest Node meanwhile. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-node-'));
  const newestNode = installNewestNode(folder);
  const { packed, remove } = pack();
  project.provide('packed', packed);
  project.provide('newestNode', await newestNode);
  return () => {
    remove();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What went wrong is told by the specs that need the package; all others run. */
function pack(): { packed: Packed; remove: () => void } {
  try {
    const { dir, tarball, files, remove } = stagePackage(ROOT);
    return { packed: { dir, tarball, files }, remove };
  } catch (error) {
    return { packed: { error: String(error) }, remove: () => {} };
  }
}
