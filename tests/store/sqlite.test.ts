import { exerciseClosings } from './exercise-closings.ts';
import { exerciseOutbox } from './exercise-outbox.ts';
import { exerciseRecurring } from './exercise-recurring.ts';
import { exerciseRegistry } from './exercise-registry.ts';
import { exerciseServers } from './exercise-servers.ts';
import { sqliteBench } from './sqlite-bench.ts';

exerciseOutbox('SQLite', sqliteBench);
exerciseRegistry('SQLite', sqliteBench);
exerciseServers('SQLite', sqliteBench);
exerciseRecurring('SQLite', sqliteBench);
exerciseClosings('SQLite', sqliteBench);
