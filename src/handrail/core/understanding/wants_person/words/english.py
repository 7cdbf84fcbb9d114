"""English and Nigerian Pidgin words about reaching a person."""

from handrail.core.understanding.wants_person.lexicon import Lexicon

ENGLISH = Lexicon(
    "en",
    verb_first=True,
    human="human humans humanoid human_being* humanbeing* ?real|actual|live|living|physical|proper|genuine|breathing_human*"
    " real|actual|live|living|proper|genuine|breathing|flesh_person|people|persons|somebody|someone|man|woman|ppl|one|guy"
    " a_real_one a_live_one actual_live_person real_live_person|human living_soul a_soul flesh_and_blood someone_human somebody_human anyone_human"
    " someone|somebody|anyone|anybody|something_with_a_pulse|brain|heartbeat someone|somebody|anyone_real|alive|live real_life_person"
    " a|an_actual|real_employee",
    someone="someone somebody anyone anybody person people persons sb sum1 some1 any1 smone one_of_you one_of_your ?any_one_of_you the_person somebody_who prsn persn persone sm1 a_named_person anyone_who whoever_is them him her no_one"
    " a_colleague somebody_else someone_else anyone_else another_person someone_in|from|at|on somebody_in|from"
    " a_woman a_lady a_gentleman a_man a_guy another_one_of_you whoever wherever_is_responsible the_guy the_lady the_woman the_man",
    role="agent agents agnt agant agnet operator operators oparator operater representative representatives rep reps reprsentative someone_on_duty duty_officer|manager|supervisor supvisor managr oprator pharmacist* nurse* electrician* developer* installer* mechanic* inspector* adjuster* underwriter* auditor* banker* teller* broker_of_yours dev devs engineer* curator host_team editor organizer organiser whoever_is|handles|deals|runs seniors senior_?person|colleague|agent responsible in_charge who's_boss person_responsible"
    " representitive reprezentative advisor* adviser* manager managers mgr manger supervisor* superviser* boss employee* employe colleague|colleagues"
    " specialist* technician* consultant|consultants staff staffer staff_member* member_of_?your_staff|team member_of_the_team|staff team_member* team_lead* teamlead*"
    " case_handler|worker|manager account|branch|shift|duty|floor|store|hotel|general|customer|service|project|line_manager engineer|engineers"
    " expert|experts clerk clerks superior superiors higher_up|ups person_in_charge whoever_is_in_charge"
    " whoever's_in_charge someone_in_charge someone_senior|higher|responsible|competent|qualified csr csm attendant attendants service_agent* support_agent* chat_agent* live_agent*"
    " customer_service_agent*|rep*|person|people|manager customer_support_agent*|rep*|person|people customer_rep* sales_rep*|person|people|agent* support_person|people|rep*|engineer*|staff"
    " receptionist dispatcher moderator moderators director ceo head_of ombudsman case_officer|manager officer your_people|staff|lot|guys service_rep* phone_rep* helper"
    " someone_with_authority|access|power|permission decision_maker* account_rep* accountant bookkeeper lawyer_of_yours legal_team second_line",
    desk="customer_service|services|support|care|relations|success|experience|assistance|helpline helpdesk help_desk service_desk service_center|centre contact_center|centre call_center|centre claims|payroll|warehouse|dispatch|mortgage|loans|sales|export|returns|onboarding|compliance|procurement|accounting|booking|pricing_team|department|dept|people|desk|office finance accounting accounts"
    " callcenter callcentre ?tech|technical|human|live|phone|telephone_support support_team|desk|staff|line|dept|department live_chat|help|assistance department departments dept"
    " back_office hotline helpline front_desk ?the|your_reception complaints|complaint|billing|accounts|accounting|finance|fraud|sales|legal|returns|warranty|claims|refunds|refund|retention|retentions|payroll|it|security|hr|shipping|logistics|disputes|cancellations|privacy|escalations|escalation_team|dept|department|desk|people|guys|folks"
    " ?the|your_accounting|complaints|retentions|escalations|billing|sales|claims head_office headquarters management ?your_team second_level level_2|two tier_2|two l2 human_resources_please customer_servis cust_service customer_serv|svc cs_team a_human_team",
    talk="talk talking speak speaking chat chatting converse discuss spk tlk tak speek communicate conversation convo word_with a_word deal_with be_dealt_with have_a_chat have_a_conversation have_a_word hear_from be_heard_by interact ?get|be_?put_through_to get_through get_thru get_hold get_ahold be_in_touch get_in_touch reviewed|handled|answered|checked|processed|read|helped|treated|seen|looked_at_?over_by spk discussed explain explain* discuss* tell raise_this_with sort_this_out_with complain* talked_through discussing discussed"
    " put_me_in_touch be_served|helped|assisted|handled_by help|support|assistance_from an_answer|a_reply|reply|answer|response_from connect_with communicating text_with messaging negotiate explain_this_to explain_it_to complain_to talk2 speak2 spoken_to",
    call="call calls phone ring telephone dial buzz contact reach write_to message email mail text reach_out write call_back ring_back phone_back calling reply respond answer get_back write_back write_to drop_me_a_line over_the_phone|telephone give_a|me_a_bell|ring|shout on_the_line|phone|blower voice_to_voice getting get_in_touch touch",
    transfer="transfer* connect put_me|us|this|it|my_through put_me|us_on_to|with|thru put_me|us_in_touch put_through put_on put_me|us_onto|to put|get_?me|us|your|a|an|the_?manager|supervisor|human|person|agent|someone_on_the_line|phone escalate escalated escalation patch* pass_?me|this|it|him|her|my redirect forward pass_me_on|to|over send_me|us|this|it|my|them_?on|over|straight_to bring_me|us_to take_me|us|this_to give_this|it|me_over|to let_me_go_to point_me link_us fwd hand_this|me|it_to put_someone|somebody|a|an|the|your put_them|him|her_on put_on escalating"
 " hand_?me|this|it|us_over|off hand_over|off route reroute switch_me|us|this|to|over refer_me|this|us|it link_me loop_in bring_in bring get_this_to kick_this|it_up move_me|us|this_to|over turn_me|this_over assign swap_me direct_me|us|this flip_me hook_me tranfer* trasnfer* trnsfer* transfr* conect conn*ct let_me_through bump_me|this"
 " pull_in raise_this|it send_me|us_?over|back_to take_me_to take_this_to",
    give="get_?me|us|this|it|my gimme give_?me|us send_?me|us find_?me|us fetch_?me|us fetch summon bring_?me|us let_me_have show_me assign_me provide put_on lend_me hand_me get_hold_of page have pass_me hook_me_up_with grab_?me gib_me get_ur i_get get find",
    want="want wanna wants wanting need needs i'd_like id_like would_like like_to would_love wish_to i_wish prefer rather would_prefer let_me lemme let_us please_let pls_let demand insist request requesting require requiring asking_for i_ask_for i'm_asking|trying_to im_asking|trying_to where_is_the_button|option|link_?for|to grateful glad comfortable"
 " looking_for looking_to try*_to must gotta got_to have_to i'll_only ill_only only_want hoping_to hope_to want_2 appreciate i_expect i_will_only talk_only only_talk only_speak i_deserve longing id_appreciate id_rather i_choose i_opt desperate_for nid nd want_to wnt wan want_2 i_m_waiting_for|to waiting_for_a|an waiting_to it's_time_for time_for about_time"
 " ",
    may="can could may might possible possibility allow allowed any_chance chance_of chance_to can_i|we could_i|we may_i|we can_you could_you would_you will_you would_it able_to cant_i|we|you couldnt_i|you|we cant_you can_someone wonder* wanna mind would_someone will_someone is_it_ok cn cud wud if_possible how_do|can|could|would|might|to_i|we|you|one how_can how_do how_to where_can|do|could_i|we needs_to must would"
 " why_can't_i why_can't_i cant_someone wont_someone wont_you won't_you how_about what_about should ought shall let ask please pls plz plss kindly i'd_be_grateful grateful_if can't_somebody u_let",
    me="me us mi myself my_mother|father|mum|mom|dad|husband|wife|son|daughter|parents|sister|brother_?back him her",
    machine="bot bots robot robots robotic roboter chatbot chatbots machine machines ai a_i computer computers automated automation algorithm program programme automaton chatgpt gpt llm virtual_assistant* digital_assistant* assistant script scripts scripted canned software auto_reply|replies|response|responses|responder recording recordings recorded_message* ivr clanker tin_can bag_of_bolts toaster siri alexa artificial_intelligence talking_computer software program voice_menu phone_tree automatic automatics gadget app_assistant lines_of_code menu menus language_model",
    no="no not dont doesn't doesnt don't never without nor none cannot cant can't wont won't didn't didnt isnt aint isn't ain't refuse avoid nope wouldn't wouldnt shouldn't neednt needn't rather_not hate_to unnecessary aren't arent wasn't no_longer no_need",
    stop="enough_of|with sick_of tired_of fed_up_with ?im_done_with done_with|talking had_it_with no_more instead_of rather_than hate hating away_from get_rid_of get_off get_past stop refuse shut_up shut_off turn_off switch_off bypass skip skip_past quit ditch lose_the not_dealing_with not_talking_to quit_with sod drop_the spare_me cut_out leave_me_alone_with over_this refusing enough out_of get_me_out_of opt_out_of can't_stand cant_stand waste_of_time no_use can't_deal_with cannot_deal_with enough no no_bloody|damn|fucking|stupid|bots fuck screw damn stuck_with object_to refuse_to won't|not_talk|speak|chat|deal|discuss refuse_to|talking decline sick_to_death done_with rid_of escape exit leave_this get_out_of",
    callback="callback callbacks call_back ring_back calling_back call-back telephone_call telephone_contact human_contact human_interaction human_help human_assistance human_support human_touch human_agent* human_intervention human_response human_review human_answer human_reply",
    act="help helping assist look looking decide handle review check deal sort take_over takeover take_this take_my take_it take_care solve fix resolve understand understands understanding knows know answer answers reply respond explain listen listens read reads see come available there online do_something step_in intervene get_back able has_authority authorised authorized allowed_to can get_in_touch reach attend approve cancel address join jump hop participate engage chime be_assigned attend something mind explain take_a_look"
    " get_on pick_up speaks talk_me walk_me ?to_go|look_over cares responsible competent think thinks manually cover confirm investigate chase escalate pick_this_up reachable tell act contact talk discuss",
    exists="is_there are_there isn't_there isnt_there aren't_there arent_there aint_there is_anyone|anybody|someone|somebody isn't_anyone|anybody|someone isnt_anyone|anybody isn't_anyone any_?real|actual|live anyone|anybody_there|here|home|alive|around|awake|available|who|actually|real anyone_at_all there_must_be must_be|have surely there's_got_to_be do_you_have|guys you_have have_you_got don't_you_have dont_you_have does_anyone|anybody does_anyone|anybody doesn't_anyone doesnt_anyone got_any|a|an where_is|are where's wheres hello any has_anyone there_be",
    who="who whom where whose which_number what_number what_is_the_number number_to|for|of|i|can what's_the_number a_number",
    cond="if unless when whenever in_case would_have i'll i_will ill_ask|call|contact|talk|speak we'll later_on might next_time will_ask should_i_need before_i after_i once_i until_i",
    past="spoke talked called rang phoned told said says asked yesterday last_week|time|month|year transferred connected helped promised contacted reached wrote emailed messaged chatted explained advised mentioned informed confirmed replied answered spoken  have_spoken|talked i_had_a",
    identity="are_you are_u r_u are_ya am_i is_this are_these is_that were_you you're youre was_that was_this was_i did_i do_you_think do_i_talk who_am_i you_sound you_are who_are_you tell_me_whether|if so_you're are_all|your|any|the",
    hours="hours o'clock opening_times open opens opened close closes closed until weekend weekends saturday* sunday* monday* tuesday* wednesday* thursday* friday* bank_holiday* public_holiday* 24_7 24 at_night overnight in_the_evening what_time when_are|do|is|does|can how_long|many|often|quickly|fast how_busy time_zone timezone shift shifts languages french spanish german polish wait_time waiting_time on_holiday",
    price="cost costs charge charged charges fee fees free price pricing expensive how_much toll per_minute paid surcharge premium per_person pay billed rate rates tip tips",
    polite="please pls plz plss pleaase now hi hello hey ok okay the a an to with for just only real live actual human immediately asap urgent urgently right quickly today yes yeah next good morning day evening afternoon sir madam dear thanks thank_you thx ffs damn bloody fucking f'ing wtf omg god this_instant one your any some immediate at_once straight_away somebody someone person i me my so then again more other speaking on line the_line goddamn well oh ugh argh press option number of customer service support team required needed requested anyone anybody is there here and or talk speak call chat transfer connect help give want need lol ? 1 uh um hmm in this",
    turn="but and so because then instead though although however therefore plus if_not if_you_can't|cannot|cant otherwise how_many_times i_said i_told_you told_you as_i_said like_i_said i_already_said|asked i've_asked|said i_asked_for i_have_asked i_keep_asking asked_for",
    apart="estate|travel|insurance|letting|cleaning|user|shipping|secret|double|free|bleaching|undercover|release|foaming|real_estate|booking|ticket|press|antifouling|forwarding|literary|talent_agent|agents realtor user_agent* estate_agent* user-agent anyone|somebody|someone|anybody_else_with|have|having|has|see|seeing|get can|could|may_someone|somebody|anyone_else_collect|pick|use|sign|receive|take|return to_a_different|another_person|address block_a|this|the_number from_calling human_rights|hair agent|agents_commission"
    " human_resources|rights|hair|error|resource|readable|body|nature|being_error human_made size_human robot_vacuum*|hoover|mower*|lawnmower*|cleaner*|arm|toy|kit|wars|lawn hoover_robot vacuum_robot sewing|washing|coffee|vending|card|espresso|bread|ticket|cash|slot|exercise|time|fax|answering|ice_machine|machines machine_wash*"
    " representative_sample|image*|apr|example|sampling|photo|picture smooth|telephone|phone|mobile|network|tour|machine|crane|boolean|cable|camera_operator* password|task|download|device|file|package|boot|window|memory|account_manager_app|software|feature|page|tool password|task|download|device|file|package|window|tab|session|extension_manager*"
    " per_person for_one|two|three|four|five|six|2|3|4|5|6|8_people|persons two_people first_person third_person in_person third_person_shooter person_of_the_year missing_person a_people_person contact_lens|lenses|form|details|less|list|tracing|info|information|us_page phone_call_quality phone_case|number|line|bill|charger|screen|call_history"
    " wake_up_call close_call call_of_duty call_me_crazy|old|cynical|a_fool|silly|stupid|mad|old-fashioned|picky call_it call_for|off|option|log|history|forwarding|recording|waiting call_centre_job* staff_discount*|discount staff_only staff_pick* staff_room support_stocking*|bracket|beam|bra|group|dog|act|animal live_chat_transcript wrist|back|knee|arch|lumbar|ankle_support operator_manual"
    " can_opener customer_service_is_great|excellent|terrible|awful|amazing your|the|my_agent_was said_he|she|they_would speaker speakers talk_show talking_point*|tom message_from mail_order phone_number_on text_file text_message contact_number customer_number social_services as_a_person good_person not_a_person for_a_person for_someone for_someone_else someone_else_is someone_stole|used|hacked|broke|took|signed|opened|stealing|accessed|logged|ordered|delivered|rang|at_my someone_else's someone_else_order*|received"
    " i_am_a|an_agent|manager|representative|consultant i'm_a|an_agent|manager|representative|consultant|operator|technician job_as representative_of",
    other="seller* driver* courier* doctor* lawyer* neighbour* neighbor* husband wife landlord landlady postman merchant buyer* solicitor nurse dentist teacher electrician plumber mother father mum mom dad son daughter friend sister brother host vet pharmacist mechanic builder tenant guest buyer_s police bank embassy hotel restaurant seller's airline therapist insurer him her",
    plain="want|need|like|prefer|request|requesting|expecting|expect|arrange|schedule|book|appreciate_a_?phone|telephone_call can_i_get|have|request|book|schedule|arrange_a_?phone|telephone_call call_back  why_is_there_no_one|nobody who_do|can|must_i_have_to_shout|scream|beg|write|talk please_transfer|escalate|connect i_would_like_to_escalate i_want|need|wish|demand_to_escalate",
    at_machine="to_a|the|some|your|this_?bloody|damn|stupid_machine|bot|robot|computer|chatbot|ai|algorithm|program with_a|the|some|your|this_?bloody|damn|stupid_machine|bot|robot|computer|chatbot|ai|algorithm to|with_bots|robots|machines|computers|ai",
    nobody="no_one nobody",
)

PIDGIN = Lexicon(
    "pcm",
    verb_first=True,
    borrows="en und",
    human="human_being person_wey|wen_dey_breathe human_pesin real_pesin pesin_wey|wen_get_blood person_wey_get_sense",
    someone="pesin person somebody pipul pesin_wey|wen una_pipo una_people one_of_una",
    role="oga oga_at_the_top oga_una manager agent",
    talk="talk follow_talk yarn gist torchlight tok hala",
    call="call ring flash dial",
    transfer="connect carry_me link_me pass_me give_am move_me throw_me",
    give="give_me find_me bring gimme make_una_give",
    want="wan want wan_make i_wan abeg make_i make_una make_una|pesin need a_wan",
    may="fit abeg make i_fit una_fit how_i_go|fit",
    me="me us",
    machine="bot robot machine computer",
    no="no no_wan no_be nor",
    stop="tire_for i_don_tire don_tire no_gree i_no_wan",
    exists="e_get una_get pesin_dey anybody_dey nobody_dey shey|abi_person|pesin|human",
    who="who wetin who_i_go|fit",
    act="help solve answer settle dey epp",
    past="don talk_say talked yesterday",
    identity="na_you_be you_be",
    polite="abeg now sharp na o biko",
    turn="but and",
)
