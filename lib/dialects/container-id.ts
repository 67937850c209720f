import { readFileSync } from 'node:fs';

/** Of nearly all runtimes, and of ECS. */
const ID = '[0-9a-f]{64}|[0-9a-f]{32}-\\d+';
/** Of Garden and others, which are told from other ids only where they end the path of a cgroup. */
const UUID = '[0-9a-f]{8}(?:[-_][0-9a-f]{4}){4}(?:[0-9a-f]{8})?';

/** The id at the end of a path of cgroup v1, or of v2 in the host's namespace: `1:name=systemd:/docker/<id>.scope`. */
const IN_CGROUP = new RegExp(`^\\d+:[^:]*:.*?(?<![0-9a-f])(${ID}|${UUID})(?:\\.scope)?$`, 'm');

/** In a namespace of its own a container sees no path, but still where its host name is mounted from: `…/containers/<id>/hostname`. */
const IN_MOUNTINFO = new RegExp(`^.*/(?!sandboxes/)[^\\s/]+/(${ID})/\\S*hostname\\s`, 'm');

/**
 * The id of the container that this process runs in, as the kernel tells it; `undefined` where it tells none.
 *
 * @param cgroup text of `/proc/self/cgroup`
 * @param mountinfo text of `/proc/self/mountinfo`
 */
export function findContainerId(cgroup: string, mountinfo: string): string | undefined {
  return IN_CGROUP.exec(cgroup)?.[1] ?? IN_MOUNTINFO.exec(mountinfo)?.[1];
}

/** Reads the files of {@link findContainerId}; a system without them has no containers that it could tell of. */
export function readContainerId(): string | undefined {
  return findContainerId(read('/proc/self/cgroup'), read('/proc/self/mountinfo'));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
