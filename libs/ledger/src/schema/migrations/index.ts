import { CreateLedger1700000000000 } from './1700000000000-create-ledger';
import { LightenHotRows1700000001000 } from './1700000001000-lighten-hot-rows';
import { KeepShortValuesInTheRow1700000002000 } from './1700000002000-keep-short-values-in-the-row';
import { CountARunOfAttempts1700000003000 } from './1700000003000-count-a-run-of-attempts';
import { FindAFreedPoNumber1700000004000 } from './1700000004000-find-a-freed-po-number';
import { KeepTheSpanOfADeadline1700000005000 } from './1700000005000-keep-the-span-of-a-deadline';
import { KeepTheKeyOfAFormerTask1700000006000 } from './1700000006000-keep-the-key-of-a-former-task';
import { FindAFreedBuyerRef1700000007000 } from './1700000007000-find-a-freed-buyer-ref';
import { KeepAttention1700000008000 } from './1700000008000-keep-attention';
import { KeepTheBuyThatWaits1700000010000 } from './1700000010000-keep-the-buy-that-waits';
import { KeepTheCalls1700000020000 } from './1700000020000-keep-the-calls';
import { SpreadByTenant1700000030000 } from './1700000030000-spread-by-tenant';
import { KeepTheTenantOfAnAttempt1700000031000 } from './1700000031000-keep-the-tenant-of-an-attempt';
import { SpreadAttemptsByTenant1700000032000 } from './1700000032000-spread-attempts-by-tenant';
import { HoldPoNumbers1700000033000 } from './1700000033000-hold-po-numbers';
import { ListMediaBuys1700000048000 } from './1700000048000-list-media-buys';
import { DescribeKeys1700000050000 } from './1700000050000-describe-keys';
import { KeepAnAudit1700000051000 } from './1700000051000-keep-an-audit';
import { LimitTenants1700000052000 } from './1700000052000-limit-tenants';
import { KeepSessions1700000053000 } from './1700000053000-keep-sessions';
import { TellWhatAnOperationWaitsFor1700000055000 } from './1700000055000-tell-what-an-operation-waits-for';
import { TellEveryReasonForAttention1700000056000 } from './1700000056000-tell-every-reason-for-attention';
import { ListByIndex1700000057000 } from './1700000057000-list-by-index';
import { SearchOperations1700000058000 } from './1700000058000-search-operations';
import { SumUpDays1700000058500 } from './1700000058500-sum-up-days';
import { SearchBehindTheFence1700000059000 } from './1700000059000-search-behind-the-fence';
import { KeepBulkJobs1700000060000 } from './1700000060000-keep-bulk-jobs';
import { ChooseAChannel1700000065000 } from './1700000065000-choose-a-channel';
import { KeepAnswersAndRotations1700000066000 } from './1700000066000-keep-answers-and-rotations';
import { TellMore1700000067000 } from './1700000067000-tell-more';
import { KeepQuietHours1700000068000 } from './1700000068000-keep-quiet-hours';
import { OrderEvents1700000070000 } from './1700000070000-order-events';
import { StreamEvents1700000071000 } from './1700000071000-stream-events';
import { KeepSellerSettings1700000075000 } from './1700000075000-keep-seller-settings';
import { FenceTenants1700000076000 } from './1700000076000-fence-tenants';
import { AuditIdsOfActors1700000080000 } from './1700000080000-audit-ids-of-actors';
import { CountWhatEndedLate1700000081000 } from './1700000081000-count-what-ended-late';
import { GatherDigests1700000081100 } from './1700000081100-gather-digests';
import { TellOfIntakes1700000081200 } from './1700000081200-tell-of-intakes';
import { SearchInTwoParts1700000082000 } from './1700000082000-search-in-two-parts';
import { RememberTheEpoch1700000082100 } from './1700000082100-remember-the-epoch';
import { FindDueRowsBySeller1700000083000 } from './1700000083000-find-due-rows-by-seller';
import { ListByFewerIndexes1700000084000 } from './1700000084000-list-by-fewer-indexes';
import { DropIndexesOfBefore1700000084100 } from './1700000084100-drop-indexes-of-before';
import { DropTriggersOfBefore1700000084200 } from './1700000084200-drop-triggers-of-before';
import { WordsByTheGate1700000084300 } from './1700000084300-words-by-the-gate';
import { CountWhatIsPending1700000085000 } from './1700000085000-count-what-is-pending';
import { ListDeadDeliveries1700000086000 } from './1700000086000-list-dead-deliveries';
import { SearchPageByPage1700000087000 } from './1700000087000-search-page-by-page';
import { KnowTheDatabase1700000088000 } from './1700000088000-know-the-database';
import { KeepForATime1700000089000 } from './1700000089000-keep-for-a-time';
import { FindWhatHangsOnAnOperation1700000089100 } from './1700000089100-find-what-hangs-on-an-operation';
import { KnowTheTable1700000089200 } from './1700000089200-know-the-table';
import { CountWhatNeedsAPerson1700000089300 } from './1700000089300-count-what-needs-a-person';

/** The migrations of this release, oldest first. The migrator runs them, and `/readyz` asks for them. */
export const migrations = [
  CreateLedger1700000000000,
  LightenHotRows1700000001000,
  KeepShortValuesInTheRow1700000002000,
  CountARunOfAttempts1700000003000,
  FindAFreedPoNumber1700000004000,
  KeepTheSpanOfADeadline1700000005000,
  KeepTheKeyOfAFormerTask1700000006000,
  FindAFreedBuyerRef1700000007000,
  KeepAttention1700000008000,
  KeepTheBuyThatWaits1700000010000,
  KeepTheCalls1700000020000,
  SpreadByTenant1700000030000,
  KeepTheTenantOfAnAttempt1700000031000,
  SpreadAttemptsByTenant1700000032000,
  HoldPoNumbers1700000033000,
  ListMediaBuys1700000048000,
  DescribeKeys1700000050000,
  KeepAnAudit1700000051000,
  LimitTenants1700000052000,
  KeepSessions1700000053000,
  TellWhatAnOperationWaitsFor1700000055000,
  TellEveryReasonForAttention1700000056000,
  ListByIndex1700000057000,
  SearchOperations1700000058000,
  SumUpDays1700000058500,
  SearchBehindTheFence1700000059000,
  KeepBulkJobs1700000060000,
  ChooseAChannel1700000065000,
  KeepAnswersAndRotations1700000066000,
  TellMore1700000067000,
  KeepQuietHours1700000068000,
  OrderEvents1700000070000,
  StreamEvents1700000071000,
  KeepSellerSettings1700000075000,
  FenceTenants1700000076000,
  AuditIdsOfActors1700000080000,
  CountWhatEndedLate1700000081000,
  GatherDigests1700000081100,
  TellOfIntakes1700000081200,
  SearchInTwoParts1700000082000,
  RememberTheEpoch1700000082100,
  FindDueRowsBySeller1700000083000,
  ListByFewerIndexes1700000084000,
  DropIndexesOfBefore1700000084100,
  DropTriggersOfBefore1700000084200,
  WordsByTheGate1700000084300,
  CountWhatIsPending1700000085000,
  ListDeadDeliveries1700000086000,
  SearchPageByPage1700000087000,
  KnowTheDatabase1700000088000,
  KeepForATime1700000089000,
  FindWhatHangsOnAnOperation1700000089100,
  KnowTheTable1700000089200,
  CountWhatNeedsAPerson1700000089300,
];
