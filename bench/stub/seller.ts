import { serve } from './serve';
import { StubSeller } from './stub-seller';

/** The publishers of the bench, in a process of their own. */
serve(new StubSeller().handle);
