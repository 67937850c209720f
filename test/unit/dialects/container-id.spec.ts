import { describe, expect, it } from 'vitest';
import { findContainerId, readContainerId } from '../../../lib/dialects/container-id';

const ID = '34dc0b5e626f2c5c4c5170e34b10e7654ce36f0fcd532739f4445baabea03376';
const OTHER_ID = 'c5866f3bfef020a8c045540b4a05dd9d193443740be76437a6130c7759ab2076';

describe('the id of a container', () => {
  it.each([
    ['Docker, cgroup v1', `12:pids:/docker/${ID}\n11:cpu,cpuacct:/docker/${ID}\n`, ID],
    ['systemd', `1:name=systemd:/docker/${ID}.scope`, ID],
    ['Kubernetes', `other\n10:hugetlb:/kubepods/burstable/podfd52ef25-a87d-11e9-9423-0800271a638e/${ID}`, ID],
    ['containerd, cgroup v2', `0::/kubepods.slice/kubepods-pod1a2b.slice/cri-containerd-${ID}.scope\n`, ID],
    ['CRI-O', `0::/kubepods.slice/crio-${ID}.scope`, ID],
    [
      'ECS',
      `9:cpu:/ecs/task/34dc0b5e626f2c5c4c5170e34b10e765-1234567890`,
      '34dc0b5e626f2c5c4c5170e34b10e765-1234567890',
    ],
    ['ECS on EC2', `11:hugetlb:/ecs/55091c13-b8cf-4801-b527-f4601742204d/${ID}`, ID],
    ['a uuid', '1:name=systemd:/uuid/34dc0b5e-626f-2c5c-4c51-70e34b10e765', '34dc0b5e-626f-2c5c-4c51-70e34b10e765'],
    ['Garden', '1:cpu:/system.slice/garden/6f265890-5165-7fab-6b52-18d1', '6f265890-5165-7fab-6b52-18d1'],
    ['the first line that has one', `3:a:/nope\n2:pids:/docker/${ID}\n1:b:/docker/${OTHER_ID}`, ID],
  ])('is found in the cgroup of %s', (_runtime, cgroup, id) => {
    expect(findContainerId(cgroup, '')).toBe(id);
  });

  it.each([
    ['nothing', ''],
    ['no container', '0::/user.slice/user-1000.slice/session-3.scope\n'],
    ['the host', '10:hugetlb:/kubepods'],
    ['a namespace of its own', '0::/\n'],
    ['an id that goes on', `1:a:/docker/${ID}a/more`],
    ['an id that is too long', `1:a:/docker/a${ID}`],
    ['no cgroup file', `what is this: /docker/${ID}`],
  ])('is not found in %s', (_what, cgroup) => {
    expect(findContainerId(cgroup, '')).toBeUndefined();
  });

  it.each([
    [
      'Docker',
      `626 608 259:1 /var/lib/docker/containers/${ID}/resolv.conf /etc/resolv.conf rw - ext4 /dev/root rw\n` +
        `627 608 259:1 /var/lib/docker/containers/${ID}/hostname /etc/hostname rw - ext4 /dev/root rw\n`,
      ID,
    ],
    [
      'Podman',
      `983 961 0:56 /containers/overlay-containers/${ID}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw`,
      ID,
    ],
    [
      'a sandbox, which is not the container',
      `2784 2775 8:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/${OTHER_ID}/hostname /etc/hostname rw - ext4 /dev/sda1 rw`,
      undefined,
    ],
    [
      'the container behind a sandbox',
      `1 2 8:1 /run/sandboxes/${OTHER_ID}/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n` +
        `3 2 8:1 /run/containers/${ID}/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n`,
      ID,
    ],
    ['other mounts', `608 554 0:42 / / rw - overlay overlay upperdir=/var/lib/docker/overlay2/${ID}/diff`, undefined],
  ])('is looked for in the mounts of %s', (_runtime, mountinfo, id) => {
    expect(findContainerId('0::/\n', mountinfo)).toBe(id);
  });

  it('of the cgroup stands over that of the mounts', () => {
    const mountinfo = `627 608 259:1 /var/lib/docker/containers/${OTHER_ID}/hostname /etc/hostname rw - ext4 /dev/root rw`;
    expect(findContainerId(`1:cpu:/docker/${ID}`, mountinfo)).toBe(ID);
  });

  it('is read from the files of the running system, wherever it runs', () => {
    expect(readContainerId() ?? ID).toMatch(/^[0-9a-f-]{26,}$/);
  });
});
