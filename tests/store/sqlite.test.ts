import { openSqliteStore } from '../build/open-sqlite.ts';
import { exerciseClosings } from './exercise-closings.ts';
import { exerciseOutbox } from './exercise-outbox.ts';
import { exerciseOvertaking } from './exercise-overtaking.ts';
import { exerciseRecurring } from './exercise-recurring.ts';
import { exerciseRegistry } from './exercise-registry.ts';
import { exerciseServers } from './exercise-servers.ts';

exerciseOutbox('SQLite', openSqliteStore);
exerciseRegistry('SQLite', openSqliteStore);
exerciseServers('SQLite', openSqliteStore);
exerciseRecurring('SQLite', openSqliteStore);
exerciseClosings('SQLite', openSqliteStore);
exerciseOvertaking('SQLite', openSqliteStore);
