import { usePostgres } from '../build/postgres/use-postgres.ts';
import { exerciseClosings } from './exercise-closings.ts';
import { exerciseOutbox } from './exercise-outbox.ts';
import { exerciseOvertaking } from './exercise-overtaking.ts';
import { exerciseRecurring } from './exercise-recurring.ts';
import { exerciseRegistry } from './exercise-registry.ts';
import { exerciseServers } from './exercise-servers.ts';

const open = usePostgres();

exerciseOutbox('PostgreSQL', open);
exerciseRegistry('PostgreSQL', open);
exerciseServers('PostgreSQL', open);
exerciseRecurring('PostgreSQL', open);
exerciseClosings('PostgreSQL', open);
exerciseOvertaking('PostgreSQL', open);
