import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { Stations } from '../../sim/kernel/stations.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';

const secondNs = 1e9;

/** One run of M/M/1 through the kernel's stations. */
export interface SingleServer {
  /** Arrivals a second. */
  readonly rate: number;
  /** Mean time of service, s: 1 unless given. */
  readonly serviceMean?: number;
  readonly customers: number;
  /** Names the random streams of gaps and of services: runs of one name share them, whatever their rates. */
  readonly name: string;
}

/** Waits of the first customers, in order and in seconds, from an empty station on. */
export function singleServerWaits({ rate, serviceMean = 1, customers, name }: SingleServer): Float64Array {
  const kernel = new Kernel();
  const gap = exponential({ mean: secondNs / rate });
  const service = exponential({ mean: serviceMean * secondNs });
  const gaps = new Stream(keyOf(1, name, 'gap'));
  const services = new Stream(keyOf(1, name, 'service'));
  const arrivedNs = new Float64Array(customers);
  const waits = new Float64Array(customers);
  let begun = 0;
  const stations = new Stations(kernel, {
    begin(_station, customer) {
      waits[customer] = (kernel.now - arrivedNs[customer]!) / secondNs;
      begun++;
      return Math.round(service.sample(services));
    },
  });
  const station = stations.add({ servers: 1, queueLimit: Infinity, discipline: 'fifo' });
  const arrival = kernel.on((customer) => {
    arrivedNs[customer] = kernel.now;
    stations.arrive(station, customer);
    if (customer + 1 < customers) kernel.after(Math.round(gap.sample(gaps)), arrival, customer + 1);
  });
  kernel.at(0, arrival, 0);
  while (begun < customers) kernel.step();
  return waits;
}
