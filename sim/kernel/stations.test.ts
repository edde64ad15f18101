import { describe, expect, it } from 'vitest';
import { Kernel } from './kernel.ts';
import { Stations } from './stations.ts';
import type { StationModel, StationShape } from './stations.ts';

const single: StationShape = { servers: 1, queueLimit: Infinity, discipline: 'fifo' };

/** A kernel and its stations, with every service of 10 ns, and the story they tell. */
const stage = (model: Partial<StationModel> = {}): { kernel: Kernel; stations: Stations; story: string[] } => {
  const kernel = new Kernel();
  const story: string[] = [];
  const stations = new Stations(kernel, {
    begin: (station, job) => {
      story.push(`${kernel.now} begin ${station}.${job}`);
      return model.begin?.(station, job) ?? 10;
    },
    done: (station, job) => {
      story.push(`${kernel.now} done ${station}.${job}`);
      model.done?.(station, job);
    },
    lost: (station, job) => {
      story.push(`${kernel.now} lost ${station}.${job}`);
      model.lost?.(station, job);
    },
    room: (station) => {
      story.push(`${kernel.now} room ${station}`);
      model.room?.(station);
    },
  });
  return { kernel, stations, story };
};

describe('a station', () => {
  it('serves at once where a server is free, then in order of arrival', () => {
    const { kernel, stations, story } = stage();
    stations.add({ ...single, servers: 2 });
    for (const job of [5, 6, 7, 8]) stations.arrive(0, job);
    expect([stations.busy(0), stations.waiting(0)]).toEqual([2, 2]);
    kernel.run(100);
    expect(story).toEqual([
      '0 begin 0.5',
      '0 begin 0.6',
      '10 done 0.5',
      '10 begin 0.7',
      '10 done 0.6',
      '10 begin 0.8',
      '20 done 0.7',
      '20 done 0.8',
    ]);
  });

  it('loses an arrival that finds all servers and places taken', () => {
    const { kernel, stations, story } = stage();
    stations.add({ ...single, queueLimit: 1 });
    for (const job of [0, 1, 2]) stations.arrive(0, job);
    kernel.run(100);
    expect(story).toEqual(['0 begin 0.0', '0 lost 0.2', '10 done 0.0', '10 begin 0.1', '20 done 0.1']);
  });

  it('serves lower levels first and within a level in order of arrival, and interrupts nobody', () => {
    const { kernel, stations, story } = stage();
    stations.add({ servers: 1, queueLimit: Infinity, discipline: 'priority', levels: 3 });
    stations.arrive(0, 10, 2);
    stations.arrive(0, 11, 2);
    stations.arrive(0, 12, 1);
    stations.arrive(0, 13, 0);
    stations.arrive(0, 14, 1);
    kernel.run(100);
    const begun = story.filter((line) => line.includes('begin')).map((line) => line.split('.')[1]);
    expect(begun).toEqual(['10', '13', '12', '14', '11']);
  });

  it('puts a job that comes back from its own service behind those that wait', () => {
    const { kernel, stations, story } = stage({
      done: (station, job) => void (job === 0 && stations.arrive(station, 0)),
    });
    stations.add({ ...single, queueLimit: 1 });
    stations.arrive(0, 0);
    stations.arrive(0, 1);
    kernel.run(25);
    expect(story.filter((line) => line.includes('begin'))).toEqual(['0 begin 0.0', '10 begin 0.1', '20 begin 0.0']);
  });

  it('rests during an outage and takes up all that waits when it ends', () => {
    const { kernel, stations, story } = stage();
    stations.add(single);
    stations.arrive(0, 0);
    stations.arrive(0, 1);
    stations.setServers(0, 0);
    kernel.run(50);
    expect(story).toEqual(['0 begin 0.0', '10 done 0.0']);
    stations.arrive(0, 2);
    stations.setServers(0, 2);
    kernel.run(100);
    expect(story.slice(2)).toEqual(['50 begin 0.1', '50 begin 0.2', '60 done 0.1', '60 done 0.2']);
  });

  it('counts the time its servers worked', () => {
    const { kernel, stations } = stage();
    stations.add({ ...single, servers: 3 });
    stations.arrive(0, 0);
    stations.arrive(0, 1);
    kernel.run(4);
    expect(stations.utilisationNs(0)).toBe(8);
    kernel.run(100);
    expect(stations.utilisationNs(0)).toBe(20);
  });

  it('knows nothing of its neighbours', () => {
    const { kernel, stations, story } = stage();
    const first = stations.addMany(3, { ...single, queueLimit: 0 });
    for (let station = first; station < first + 3; station++) stations.arrive(station, station);
    kernel.run(100);
    expect(story.filter((line) => line.includes('lost'))).toEqual([]);
    expect([0, 1, 2].map((station) => stations.utilisationNs(station))).toEqual([10, 10, 10]);
  });
});

describe('work that is owed', () => {
  it('lengthens the next service', () => {
    const { kernel, stations, story } = stage({ done: (station) => stations.owe(station, 5) });
    stations.add(single);
    stations.arrive(0, 0);
    stations.arrive(0, 1);
    kernel.run(100);
    expect(story.at(-1)).toBe('25 done 0.1');
    expect(stations.utilisationNs(0)).toBe(30); // two services and twice five
  });

  it('lengthens the next service also when the next job is called in before it is owed', () => {
    const { kernel, stations, story } = stage({
      done: (station) => {
        if (kernel.now > 10) return;
        stations.arrive(station, 1);
        stations.owe(station, 5);
      },
    });
    stations.add(single);
    stations.arrive(0, 0);
    kernel.run(100);
    expect(story.at(-1)).toBe('25 done 0.1');
  });

  it('is worked off while the server is free, and only the rest lengthens', () => {
    const { kernel, stations, story } = stage();
    stations.add(single);
    kernel.run(50); // idle before it was owed
    stations.owe(0, 8);
    kernel.run(53);
    stations.arrive(0, 0);
    kernel.run(100);
    expect(story.at(-1)).toBe('68 done 0.0');
    expect(stations.utilisationNs(0)).toBe(18);
  });

  it('is not worked off while all servers are busy or out', () => {
    const { kernel, stations, story } = stage();
    stations.add(single);
    stations.arrive(0, 0);
    stations.owe(0, 4);
    kernel.run(10);
    stations.setServers(0, 0);
    kernel.run(40);
    stations.arrive(0, 1);
    stations.setServers(0, 1);
    kernel.run(100);
    expect(story.at(-1)).toBe('54 done 0.1');
  });
});

describe('a station that is full', () => {
  it('refuses an offer, and says once when it has room', () => {
    const { kernel, stations, story } = stage();
    stations.add({ ...single, queueLimit: 0 });
    expect(stations.offer(0, 0)).toBe(true);
    expect(stations.offer(0, 1)).toBe(false);
    kernel.run(100);
    expect(story).toEqual(['0 begin 0.0', '10 done 0.0', '10 room 0']);
  });

  it('says nothing when the job that leaves brings in another', () => {
    const { kernel, stations, story } = stage({
      done: (station, job) => {
        if (job === 0) stations.arrive(station, 7);
      },
    });
    stations.add({ ...single, queueLimit: 0 });
    stations.arrive(0, 0);
    expect(stations.offer(0, 1)).toBe(false);
    kernel.run(100);
    expect(story).toEqual(['0 begin 0.0', '10 done 0.0', '10 begin 0.7', '20 done 0.7', '20 room 0']);
  });

  it('blocks the server upstream after service, until there is room', () => {
    // source ─▶ station 0 ─▶ station 1 (no place to wait, 25 ns a service)
    let stuck = -1;
    const { kernel, stations, story } = stage({
      begin: (station) => (station === 0 ? 10 : 25),
      done: (station, job) => {
        if (station === 0 && !stations.offer(1, job)) {
          stations.hold(0);
          stuck = job;
        }
      },
      room: () => {
        if (stuck >= 0 && stations.offer(1, stuck)) {
          stuck = -1;
          stations.release(0);
        }
      },
    });
    stations.addMany(2, { ...single, queueLimit: 0 });
    stations.arrive(0, 0);
    kernel.run(10);
    stations.arrive(0, 1);
    kernel.run(21);
    stations.arrive(0, 2); // the server is held: no service, no place
    kernel.run(200);
    expect(story).toEqual([
      '0 begin 0.0',
      '10 done 0.0',
      '10 begin 1.0',
      '10 begin 0.1',
      '20 done 0.1',
      '21 lost 0.2',
      '35 done 1.0',
      '35 room 1',
      '35 begin 1.1',
      '60 done 1.1',
    ]);
    expect(stations.utilisationNs(0)).toBe(20); // held is not at work
  });
});

describe('a mistake at a station', () => {
  const { stations } = stage();
  stations.add(single);
  stations.add({ ...single, discipline: 'priority', levels: 2 });

  it('is named: a station that is not there', () => {
    expect(() => stations.arrive(2, 0)).toThrow('station 2: there are 2');
    expect(() => stations.waiting(-1)).toThrow('station -1');
  });

  it('is named: a job that waits twice', () => {
    for (const job of [3, 4]) stations.arrive(0, job);
    expect(() => stations.arrive(0, 4)).toThrow('job 4 already waits');
  });

  it('is named: a job that is no whole number, a level that is not there', () => {
    expect(() => stations.arrive(0, -1)).toThrow('job -1');
    expect(() => stations.arrive(0, 0.5)).toThrow('job 0.5');
    stations.arrive(1, 7, 1);
    expect(() => stations.arrive(1, 8, 2)).toThrow('priority 2: it has levels 0 to 1');
  });

  it('is named: a server held outside its done, or released without being held', () => {
    expect(() => stations.hold(0)).toThrow('only a server whose service just ended can be held');
    expect(() => stations.release(0)).toThrow('no server is held');
  });

  it('is named: a server held twice', () => {
    const twice = stage({
      done: (station) => {
        twice.stations.hold(station);
        twice.stations.hold(station);
      },
    });
    twice.stations.add({ ...single, servers: 2 });
    twice.stations.arrive(0, 0);
    expect(() => twice.kernel.run(10)).toThrow('is held already');
  });

  it('is named: a shape that cannot be', () => {
    expect(() => stations.add({ ...single, servers: -1 })).toThrow('servers -1');
    expect(() => stations.add({ ...single, queueLimit: 1.5 })).toThrow('queueLimit 1.5');
    expect(() => stations.add({ ...single, discipline: 'priority', levels: 0 })).toThrow('levels 0');
    expect(() => stations.owe(0, NaN)).toThrow('ns owed NaN');
  });
});
