/// The first 77 of William Shakespeare's sonnets (1609), which are in the public domain, in modern spelling as Project
/// Gutenberg has them (eBook 1041), without their numbers: 47 kB, in a fixed order.
let sonnets = """
    From fairest creatures we desire increase,
    That thereby beauty's rose might never die,
    But as the riper should by time decease,
    His tender heir might bear his memory:
    But thou contracted to thine own bright eyes,
    Feed'st thy light's flame with self-substantial fuel,
    Making a famine where abundance lies,
    Thy self thy foe, to thy sweet self too cruel:
    Thou that art now the world's fresh ornament,
    And only herald to the gaudy spring,
    Within thine own bud buriest thy content,
    And tender churl mak'st waste in niggarding:
      Pity the world, or else this glutton be,
      To eat the world's due, by the grave and thee.

    When forty winters shall besiege thy brow,
    And dig deep trenches in thy beauty's field,
    Thy youth's proud livery so gazed on now,
    Will be a tatter'd weed of small worth held:
    Then being asked, where all thy beauty lies,
    Where all the treasure of thy lusty days;
    To say, within thine own deep sunken eyes,
    Were an all-eating shame, and thriftless praise.
    How much more praise deserv'd thy beauty's use,
    If thou couldst answer 'This fair child of mine
    Shall sum my count, and make my old excuse,'
    Proving his beauty by succession thine!
      This were to be new made when thou art old,
      And see thy blood warm when thou feel'st it cold.

    Look in thy glass and tell the face thou viewest
    Now is the time that face should form another;
    Whose fresh repair if now thou not renewest,
    Thou dost beguile the world, unbless some mother.
    For where is she so fair whose unear'd womb
    Disdains the tillage of thy husbandry?
    Or who is he so fond will be the tomb,
    Of his self-love to stop posterity?
    Thou art thy mother's glass and she in thee
    Calls back the lovely April of her prime;
    So thou through windows of thine age shalt see,
    Despite of wrinkles this thy golden time.
      But if thou live, remember'd not to be,
      Die single and thine image dies with thee.

    Unthrifty loveliness, why dost thou spend
    Upon thy self thy beauty's legacy?
    Nature's bequest gives nothing, but doth lend,
    And being frank she lends to those are free:
    Then, beauteous niggard, why dost thou abuse
    The bounteous largess given thee to give?
    Profitless usurer, why dost thou use
    So great a sum of sums, yet canst not live?
    For having traffic with thy self alone,
    Thou of thy self thy sweet self dost deceive:
    Then how when nature calls thee to be gone,
    What acceptable audit canst thou leave?
      Thy unused beauty must be tombed with thee,
      Which, used, lives th' executor to be.

    Those hours, that with gentle work did frame
    The lovely gaze where every eye doth dwell,
    Will play the tyrants to the very same
    And that unfair which fairly doth excel;
    For never-resting time leads summer on
    To hideous winter, and confounds him there;
    Sap checked with frost, and lusty leaves quite gone,
    Beauty o'er-snowed and bareness every where:
    Then were not summer's distillation left,
    A liquid prisoner pent in walls of glass,
    Beauty's effect with beauty were bereft,
    Nor it, nor no remembrance what it was:
      But flowers distill'd, though they with winter meet,
      Leese but their show; their substance still lives sweet.

    Then let not winter's ragged hand deface,
    In thee thy summer, ere thou be distill'd:
    Make sweet some vial; treasure thou some place
    With beauty's treasure ere it be self-kill'd.
    That use is not forbidden usury,
    Which happies those that pay the willing loan;
    That's for thy self to breed another thee,
    Or ten times happier, be it ten for one;
    Ten times thy self were happier than thou art,
    If ten of thine ten times refigur'd thee:
    Then what could death do if thou shouldst depart,
    Leaving thee living in posterity?
      Be not self-will'd, for thou art much too fair
      To be death's conquest and make worms thine heir.

    Lo! in the orient when the gracious light
    Lifts up his burning head, each under eye
    Doth homage to his new-appearing sight,
    Serving with looks his sacred majesty;
    And having climb'd the steep-up heavenly hill,
    Resembling strong youth in his middle age,
    Yet mortal looks adore his beauty still,
    Attending on his golden pilgrimage:
    But when from highmost pitch, with weary car,
    Like feeble age, he reeleth from the day,
    The eyes, 'fore duteous, now converted are
    From his low tract, and look another way:
      So thou, thyself outgoing in thy noon:
      Unlook'd, on diest unless thou get a son.

    Music to hear, why hear'st thou music sadly?
    Sweets with sweets war not, joy delights in joy:
    Why lov'st thou that which thou receiv'st not gladly,
    Or else receiv'st with pleasure thine annoy?
    If the true concord of well-tuned sounds,
    By unions married, do offend thine ear,
    They do but sweetly chide thee, who confounds
    In singleness the parts that thou shouldst bear.
    Mark how one string, sweet husband to another,
    Strikes each in each by mutual ordering;
    Resembling sire and child and happy mother,
    Who, all in one, one pleasing note do sing:
      Whose speechless song being many, seeming one,
      Sings this to thee: 'Thou single wilt prove none.'

    Is it for fear to wet a widow's eye,
    That thou consum'st thy self in single life?
    Ah! if thou issueless shalt hap to die,
    The world will wail thee like a makeless wife;
    The world will be thy widow and still weep
    That thou no form of thee hast left behind,
    When every private widow well may keep
    By children's eyes, her husband's shape in mind:
    Look! what an unthrift in the world doth spend
    Shifts but his place, for still the world enjoys it;
    But beauty's waste hath in the world an end,
    And kept unused the user so destroys it.
      No love toward others in that bosom sits
      That on himself such murd'rous shame commits.

    For shame! deny that thou bear'st love to any,
    Who for thy self art so unprovident.
    Grant, if thou wilt, thou art belov'd of many,
    But that thou none lov'st is most evident:
    For thou art so possess'd with murderous hate,
    That 'gainst thy self thou stick'st not to conspire,
    Seeking that beauteous roof to ruinate
    Which to repair should be thy chief desire.
    O! change thy thought, that I may change my mind:
    Shall hate be fairer lodg'd than gentle love?
    Be, as thy presence is, gracious and kind,
    Or to thyself at least kind-hearted prove:
      Make thee another self for love of me,
      That beauty still may live in thine or thee.

    As fast as thou shalt wane, so fast thou grow'st,
    In one of thine, from that which thou departest;
    And that fresh blood which youngly thou bestow'st,
    Thou mayst call thine when thou from youth convertest,
    Herein lives wisdom, beauty, and increase;
    Without this folly, age, and cold decay:
    If all were minded so, the times should cease
    And threescore year would make the world away.
    Let those whom nature hath not made for store,
    Harsh, featureless, and rude, barrenly perish:
    Look, whom she best endow'd, she gave thee more;
    Which bounteous gift thou shouldst in bounty cherish:
      She carv'd thee for her seal, and meant thereby,
      Thou shouldst print more, not let that copy die.

    When I do count the clock that tells the time,
    And see the brave day sunk in hideous night;
    When I behold the violet past prime,
    And sable curls, all silvered o'er with white;
    When lofty trees I see barren of leaves,
    Which erst from heat did canopy the herd,
    And summer's green all girded up in sheaves,
    Borne on the bier with white and bristly beard,
    Then of thy beauty do I question make,
    That thou among the wastes of time must go,
    Since sweets and beauties do themselves forsake
    And die as fast as they see others grow;
      And nothing 'gainst Time's scythe can make defence
      Save breed, to brave him when he takes thee hence.

    O! that you were your self; but, love you are
    No longer yours, than you your self here live:
    Against this coming end you should prepare,
    And your sweet semblance to some other give:
    So should that beauty which you hold in lease
    Find no determination; then you were
    Yourself again, after yourself's decease,
    When your sweet issue your sweet form should bear.
    Who lets so fair a house fall to decay,
    Which husbandry in honour might uphold,
    Against the stormy gusts of winter's day
    And barren rage of death's eternal cold?
      O! none but unthrifts. Dear my love, you know,
      You had a father: let your son say so.

    Not from the stars do I my judgement pluck;
    And yet methinks I have astronomy,
    But not to tell of good or evil luck,
    Of plagues, of dearths, or seasons' quality;
    Nor can I fortune to brief minutes tell,
    Pointing to each his thunder, rain and wind,
    Or say with princes if it shall go well
    By oft predict that I in heaven find:
    But from thine eyes my knowledge I derive,
    And constant stars in them I read such art
    As 'Truth and beauty shall together thrive,
    If from thyself, to store thou wouldst convert';
      Or else of thee this I prognosticate:
      'Thy end is truth's and beauty's doom and date.'

    When I consider every thing that grows
    Holds in perfection but a little moment,
    That this huge stage presenteth nought but shows
    Whereon the stars in secret influence comment;
    When I perceive that men as plants increase,
    Cheered and checked even by the self-same sky,
    Vaunt in their youthful sap, at height decrease,
    And wear their brave state out of memory;
    Then the conceit of this inconstant stay
    Sets you most rich in youth before my sight,
    Where wasteful Time debateth with decay
    To change your day of youth to sullied night,
      And all in war with Time for love of you,
      As he takes from you, I engraft you new.

    But wherefore do not you a mightier way
    Make war upon this bloody tyrant, Time?
    And fortify your self in your decay
    With means more blessed than my barren rhyme?
    Now stand you on the top of happy hours,
    And many maiden gardens, yet unset,
    With virtuous wish would bear you living flowers,
    Much liker than your painted counterfeit:
    So should the lines of life that life repair,
    Which this, Time's pencil, or my pupil pen,
    Neither in inward worth nor outward fair,
    Can make you live your self in eyes of men.
      To give away yourself, keeps yourself still,
      And you must live, drawn by your own sweet skill.

    Who will believe my verse in time to come,
    If it were fill'd with your most high deserts?
    Though yet heaven knows it is but as a tomb
    Which hides your life, and shows not half your parts.
    If I could write the beauty of your eyes,
    And in fresh numbers number all your graces,
    The age to come would say 'This poet lies;
    Such heavenly touches ne'er touch'd earthly faces.'
    So should my papers, yellow'd with their age,
    Be scorn'd, like old men of less truth than tongue,
    And your true rights be term'd a poet's rage
    And stretched metre of an antique song:
      But were some child of yours alive that time,
      You should live twice,--in it, and in my rhyme.

    Shall I compare thee to a summer's day?
    Thou art more lovely and more temperate:
    Rough winds do shake the darling buds of May,
    And summer's lease hath all too short a date:
    Sometime too hot the eye of heaven shines,
    And often is his gold complexion dimm'd,
    And every fair from fair sometime declines,
    By chance, or nature's changing course untrimm'd:
    But thy eternal summer shall not fade,
    Nor lose possession of that fair thou ow'st,
    Nor shall death brag thou wander'st in his shade,
    When in eternal lines to time thou grow'st,
      So long as men can breathe, or eyes can see,
      So long lives this, and this gives life to thee.

    Devouring Time, blunt thou the lion's paws,
    And make the earth devour her own sweet brood;
    Pluck the keen teeth from the fierce tiger's jaws,
    And burn the long-liv'd phoenix, in her blood;
    Make glad and sorry seasons as thou fleets,
    And do whate'er thou wilt, swift-footed Time,
    To the wide world and all her fading sweets;
    But I forbid thee one most heinous crime:
    O! carve not with thy hours my love's fair brow,
    Nor draw no lines there with thine antique pen;
    Him in thy course untainted do allow
    For beauty's pattern to succeeding men.
      Yet, do thy worst old Time: despite thy wrong,
      My love shall in my verse ever live young.

    A woman's face with nature's own hand painted,
    Hast thou, the master mistress of my passion;
    A woman's gentle heart, but not acquainted
    With shifting change, as is false women's fashion:
    An eye more bright than theirs, less false in rolling,
    Gilding the object whereupon it gazeth;
    A man in hue all 'hues' in his controlling,
    Which steals men's eyes and women's souls amazeth.
    And for a woman wert thou first created;
    Till Nature, as she wrought thee, fell a-doting,
    And by addition me of thee defeated,
    By adding one thing to my purpose nothing.
      But since she prick'd thee out for women's pleasure,
      Mine be thy love and thy love's use their treasure.

    So is it not with me as with that Muse,
    Stirr'd by a painted beauty to his verse,
    Who heaven itself for ornament doth use
    And every fair with his fair doth rehearse,
    Making a couplement of proud compare'
    With sun and moon, with earth and sea's rich gems,
    With April's first-born flowers, and all things rare,
    That heaven's air in this huge rondure hems.
    O! let me, true in love, but truly write,
    And then believe me, my love is as fair
    As any mother's child, though not so bright
    As those gold candles fix'd in heaven's air:
      Let them say more that like of hearsay well;
      I will not praise that purpose not to sell.

    My glass shall not persuade me I am old,
    So long as youth and thou are of one date;
    But when in thee time's furrows I behold,
    Then look I death my days should expiate.
    For all that beauty that doth cover thee,
    Is but the seemly raiment of my heart,
    Which in thy breast doth live, as thine in me:
    How can I then be elder than thou art?
    O! therefore love, be of thyself so wary
    As I, not for myself, but for thee will;
    Bearing thy heart, which I will keep so chary
    As tender nurse her babe from faring ill.
      Presume not on th;heart when mine is slain,
      Thou gav'st me thine not to give back again.

    As an unperfect actor on the stage,
    Who with his fear is put beside his part,
    Or some fierce thing replete with too much rage,
    Whose strength's abundance weakens his own heart;
    So I, for fear of trust, forget to say
    The perfect ceremony of love's rite,
    And in mine own love's strength seem to decay,
    O'ercharg'd with burthen of mine own love's might.
    O! let my looks be then the eloquence
    And dumb presagers of my speaking breast,
    Who plead for love, and look for recompense,
    More than that tongue that more hath more express'd.
      O! learn to read what silent love hath writ:
      To hear with eyes belongs to love's fine wit.

    Mine eye hath play'd the painter and hath stell'd,
    Thy beauty's form in table of my heart;
    My body is the frame wherein 'tis held,
    And perspective it is best painter's art.
    For through the painter must you see his skill,
    To find where your true image pictur'd lies,
    Which in my bosom's shop is hanging still,
    That hath his windows glazed with thine eyes.
    Now see what good turns eyes for eyes have done:
    Mine eyes have drawn thy shape, and thine for me
    Are windows to my breast, where-through the sun
    Delights to peep, to gaze therein on thee;
      Yet eyes this cunning want to grace their art,
      They draw but what they see, know not the heart.

    Let those who are in favour with their stars
    Of public honour and proud titles boast,
    Whilst I, whom fortune of such triumph bars
    Unlook'd for joy in that I honour most.
    Great princes' favourites their fair leaves spread
    But as the marigold at the sun's eye,
    And in themselves their pride lies buried,
    For at a frown they in their glory die.
    The painful warrior famoused for fight,
    After a thousand victories once foil'd,
    Is from the book of honour razed quite,
    And all the rest forgot for which he toil'd:
    Then happy I, that love and am belov'd,
    Where I may not remove nor be remov'd.

    Lord of my love, to whom in vassalage
    Thy merit hath my duty strongly knit,
    To thee I send this written embassage,
    To witness duty, not to show my wit:
    Duty so great, which wit so poor as mine
    May make seem bare, in wanting words to show it,
    But that I hope some good conceit of thine
    In thy soul's thought, all naked, will bestow it:
    Till whatsoever star that guides my moving,
    Points on me graciously with fair aspect,
    And puts apparel on my tatter'd loving,
    To show me worthy of thy sweet respect:
      Then may I dare to boast how I do love thee;
      Till then, not show my head where thou mayst prove me.

    Weary with toil, I haste me to my bed,
    The dear respose for limbs with travel tir'd;
    But then begins a journey in my head
    To work my mind, when body's work's expired:
    For then my thoughts--from far where I abide--
    Intend a zealous pilgrimage to thee,
    And keep my drooping eyelids open wide,
    Looking on darkness which the blind do see:
    Save that my soul's imaginary sight
    Presents thy shadow to my sightless view,
    Which, like a jewel (hung in ghastly night,
    Makes black night beauteous, and her old face new.
      Lo! thus, by day my limbs, by night my mind,
      For thee, and for myself, no quiet find.

    How can I then return in happy plight,
    That am debarre'd the benefit of rest?
    When day's oppression is not eas'd by night,
    But day by night and night by day oppress'd,
    And each, though enemies to either's reign,
    Do in consent shake hands to torture me,
    The one by toil, the other to complain
    How far I toil, still farther off from thee.
    I tell the day, to please him thou art bright,
    And dost him grace when clouds do blot the heaven:
    So flatter I the swart-complexion'd night,
    When sparkling stars twire not thou gild'st the even.
      But day doth daily draw my sorrows longer,
      And night doth nightly make grief's length seem stronger.

    When in disgrace with fortune and men's eyes
    I all alone beweep my outcast state,
    And trouble deaf heaven with my bootless cries,
    And look upon myself, and curse my fate,
    Wishing me like to one more rich in hope,
    Featur'd like him, like him with friends possess'd,
    Desiring this man's art, and that man's scope,
    With what I most enjoy contented least;
    Yet in these thoughts my self almost despising,
    Haply I think on thee,-- and then my state,
    Like to the lark at break of day arising
    From sullen earth, sings hymns at heaven's gate,;
      For thy sweet love remember'd such wealth brings
      That then I scorn to change my state with kings.

    When to the sessions of sweet silent thought
    I summon up remembrance of things past,
    I sigh the lack of many a thing I sought,
    And with old woes new wail my dear time's waste:
    Then can I drown an eye, unused to flow,
    For precious friends hid in death's dateless night,
    And weep afresh love's long since cancell'd woe,
    And moan the expense of many a vanish'd sight:
    Then can I grieve at grievances foregone,
    And heavily from woe to woe tell o'er
    The sad account of fore-bemoaned moan,
    Which I new pay as if not paid before.
      But if the while I think on thee, dear friend,
      All losses are restor'd and sorrows end.

    Thy bosom is endeared with all hearts,
    Which I by lacking have supposed dead;
    And there reigns Love, and all Love's loving parts,
    And all those friends which I thought buried.
    How many a holy and obsequious tear
    Hath dear religious love stol'n from mine eye,
    As interest of the dead, which now appear
    But things remov'd that hidden in thee lie!
    Thou art the grave where buried love doth live,
    Hung with the trophies of my lovers gone,
    Who all their parts of me to thee did give,
    That due of many now is thine alone:
      Their images I lov'd, I view in thee,
      And thou--all they--hast all the all of me.

    If thou survive my well-contented day,
    When that churl Death my bones with dust shall cover
    And shalt by fortune once more re-survey
    These poor rude lines of thy deceased lover,
    Compare them with the bett'ring of the time,
    And though they be outstripp'd by every pen,
    Reserve them for my love, not for their rhyme,
    Exceeded by the height of happier men.
    O! then vouchsafe me but this loving thought:
    'Had my friend's Muse grown with this growing age,
    A dearer birth than this his love had brought,
    To march in ranks of better equipage:
      But since he died and poets better prove,
      Theirs for their style I'll read, his for his love'.

    Full many a glorious morning have I seen
    Flatter the mountain tops with sovereign eye,
    Kissing with golden face the meadows green,
    Gilding pale streams with heavenly alchemy;
    Anon permit the basest clouds to ride
    With ugly rack on his celestial face,
    And from the forlorn world his visage hide,
    Stealing unseen to west with this disgrace:
    Even so my sun one early morn did shine,
    With all triumphant splendour on my brow;
    But out! alack! he was but one hour mine,
    The region cloud hath mask'd him from me now.
      Yet him for this my love no whit disdaineth;
      Suns of the world may stain when heaven's sun staineth.

    Why didst thou promise such a beauteous day,
    And make me travel forth without my cloak,
    To let base clouds o'ertake me in my way,
    Hiding thy bravery in their rotten smoke?
    'Tis not enough that through the cloud thou break,
    To dry the rain on my storm-beaten face,
    For no man well of such a salve can speak,
    That heals the wound, and cures not the disgrace:
    Nor can thy shame give physic to my grief;
    Though thou repent, yet I have still the loss:
    The offender's sorrow lends but weak relief
    To him that bears the strong offence's cross.
      Ah! but those tears are pearl which thy love sheds,
      And they are rich and ransom all ill deeds.

    No more be griev'd at that which thou hast done:
    Roses have thorns, and silver fountains mud:
    Clouds and eclipses stain both moon and sun,
    And loathsome canker lives in sweetest bud.
    All men make faults, and even I in this,
    Authorizing thy trespass with compare,
    Myself corrupting, salving thy amiss,
    Excusing thy sins more than thy sins are;
    For to thy sensual fault I bring in sense,--
    Thy adverse party is thy advocate,--
    And 'gainst myself a lawful plea commence:
    Such civil war is in my love and hate,
      That I an accessary needs must be,
      To that sweet thief which sourly robs from me.

    Let me confess that we two must be twain,
    Although our undivided loves are one:
    So shall those blots that do with me remain,
    Without thy help, by me be borne alone.
    In our two loves there is but one respect,
    Though in our lives a separable spite,
    Which though it alter not love's sole effect,
    Yet doth it steal sweet hours from love's delight.
    I may not evermore acknowledge thee,
    Lest my bewailed guilt should do thee shame,
    Nor thou with public kindness honour me,
    Unless thou take that honour from thy name:
      But do not so, I love thee in such sort,
      As thou being mine, mine is thy good report.

    As a decrepit father takes delight
    To see his active child do deeds of youth,
    So I, made lame by Fortune's dearest spite,
    Take all my comfort of thy worth and truth;
    For whether beauty, birth, or wealth, or wit,
    Or any of these all, or all, or more,
    Entitled in thy parts, do crowned sit,
    I make my love engrafted, to this store:
    So then I am not lame, poor, nor despis'd,
    Whilst that this shadow doth such substance give
    That I in thy abundance am suffic'd,
    And by a part of all thy glory live.
      Look what is best, that best I wish in thee:
      This wish I have; then ten times happy me!

    How can my muse want subject to invent,
    While thou dost breathe, that pour'st into my verse
    Thine own sweet argument, too excellent
    For every vulgar paper to rehearse?
    O! give thy self the thanks, if aught in me
    Worthy perusal stand against thy sight;
    For who's so dumb that cannot write to thee,
    When thou thy self dost give invention light?
    Be thou the tenth Muse, ten times more in worth
    Than those old nine which rhymers invocate;
    And he that calls on thee, let him bring forth
    Eternal numbers to outlive long date.
      If my slight muse do please these curious days,
      The pain be mine, but thine shall be the praise.

    O! how thy worth with manners may I sing,
    When thou art all the better part of me?
    What can mine own praise to mine own self bring?
    And what is't but mine own when I praise thee?
    Even for this, let us divided live,
    And our dear love lose name of single one,
    That by this separation I may give
    That due to thee which thou deserv'st alone.
    O absence! what a torment wouldst thou prove,
    Were it not thy sour leisure gave sweet leave,
    To entertain the time with thoughts of love,
    Which time and thoughts so sweetly doth deceive,
      And that thou teachest how to make one twain,
      By praising him here who doth hence remain.

    Take all my loves, my love, yea take them all;
    What hast thou then more than thou hadst before?
    No love, my love, that thou mayst true love call;
    All mine was thine, before thou hadst this more.
    Then, if for my love, thou my love receivest,
    I cannot blame thee, for my love thou usest;
    But yet be blam'd, if thou thy self deceivest
    By wilful taste of what thyself refusest.
    I do forgive thy robbery, gentle thief,
    Although thou steal thee all my poverty:
    And yet, love knows it is a greater grief
    To bear love's wrong, than hate's known injury.
      Lascivious grace, in whom all ill well shows,
      Kill me with spites yet we must not be foes.

    Those pretty wrongs that liberty commits,
    When I am sometime absent from thy heart,
    Thy beauty, and thy years full well befits,
    For still temptation follows where thou art.
    Gentle thou art, and therefore to be won,
    Beauteous thou art, therefore to be assail'd;
    And when a woman woos, what woman's son
    Will sourly leave her till he have prevail'd?
    Ay me! but yet thou mightst my seat forbear,
    And chide thy beauty and thy straying youth,
    Who lead thee in their riot even there
    Where thou art forced to break a twofold truth:--
      Hers by thy beauty tempting her to thee,
      Thine by thy beauty being false to me.

    That thou hast her it is not all my grief,
    And yet it may be said I loved her dearly;
    That she hath thee is of my wailing chief,
    A loss in love that touches me more nearly.
    Loving offenders thus I will excuse ye:
    Thou dost love her, because thou know'st I love her;
    And for my sake even so doth she abuse me,
    Suffering my friend for my sake to approve her.
    If I lose thee, my loss is my love's gain,
    And losing her, my friend hath found that loss;
    Both find each other, and I lose both twain,
    And both for my sake lay on me this cross:
      But here's the joy; my friend and I are one;
      Sweet flattery! then she loves but me alone.

    When most I wink, then do mine eyes best see,
    For all the day they view things unrespected;
    But when I sleep, in dreams they look on thee,
    And darkly bright, are bright in dark directed.
    Then thou, whose shadow shadows doth make bright,
    How would thy shadow's form form happy show
    To the clear day with thy much clearer light,
    When to unseeing eyes thy shade shines so!
    How would, I say, mine eyes be blessed made
    By looking on thee in the living day,
    When in dead night thy fair imperfect shade
    Through heavy sleep on sightless eyes doth stay!
      All days are nights to see till I see thee,
      And nights bright days when dreams do show thee me.

    If the dull substance of my flesh were thought,
    Injurious distance should not stop my way;
    For then despite of space I would be brought,
    From limits far remote, where thou dost stay.
    No matter then although my foot did stand
    Upon the farthest earth remov'd from thee;
    For nimble thought can jump both sea and land,
    As soon as think the place where he would be.
    But, ah! thought kills me that I am not thought,
    To leap large lengths of miles when thou art gone,
    But that so much of earth and water wrought,
    I must attend, time's leisure with my moan;
      Receiving nought by elements so slow
      But heavy tears, badges of either's woe.

    The other two, slight air, and purging fire
    Are both with thee, wherever I abide;
    The first my thought, the other my desire,
    These present-absent with swift motion slide.
    For when these quicker elements are gone
    In tender embassy of love to thee,
    My life, being made of four, with two alone
    Sinks down to death, oppress'd with melancholy;
    Until life's composition be recur'd
    By those swift messengers return'd from thee,
    Who even but now come back again, assur'd,
    Of thy fair health, recounting it to me:
      This told, I joy; but then no longer glad,
      I send them back again, and straight grow sad.

    Mine eye and heart are at a mortal war,
    How to divide the conquest of thy sight;
    Mine eye my heart thy picture's sight would bar,
    My heart mine eye the freedom of that right.
    My heart doth plead that thou in him dost lie,--
    A closet never pierc'd with crystal eyes--
    But the defendant doth that plea deny,
    And says in him thy fair appearance lies.
    To side this title is impannelled
    A quest of thoughts, all tenants to the heart;
    And by their verdict is determined
    The clear eye's moiety, and the dear heart's part:
      As thus; mine eye's due is thy outward part,
      And my heart's right, thy inward love of heart.

    Betwixt mine eye and heart a league is took,
    And each doth good turns now unto the other:
    When that mine eye is famish'd for a look,
    Or heart in love with sighs himself doth smother,
    With my love's picture then my eye doth feast,
    And to the painted banquet bids my heart;
    Another time mine eye is my heart's guest,
    And in his thoughts of love doth share a part:
    So, either by thy picture or my love,
    Thy self away, art present still with me;
    For thou not farther than my thoughts canst move,
    And I am still with them, and they with thee;
      Or, if they sleep, thy picture in my sight
      Awakes my heart, to heart's and eye's delight.

    How careful was I when I took my way,
    Each trifle under truest bars to thrust,
    That to my use it might unused stay
    From hands of falsehood, in sure wards of trust!
    But thou, to whom my jewels trifles are,
    Most worthy comfort, now my greatest grief,
    Thou best of dearest, and mine only care,
    Art left the prey of every vulgar thief.
    Thee have I not lock'd up in any chest,
    Save where thou art not, though I feel thou art,
    Within the gentle closure of my breast,
    From whence at pleasure thou mayst come and part;
      And even thence thou wilt be stol'n I fear,
      For truth proves thievish for a prize so dear.

    Against that time, if ever that time come,
    When I shall see thee frown on my defects,
    When as thy love hath cast his utmost sum,
    Call'd to that audit by advis'd respects;
    Against that time when thou shalt strangely pass,
    And scarcely greet me with that sun, thine eye,
    When love, converted from the thing it was,
    Shall reasons find of settled gravity;
    Against that time do I ensconce me here,
    Within the knowledge of mine own desert,
    And this my hand, against my self uprear,
    To guard the lawful reasons on thy part:
      To leave poor me thou hast the strength of laws,
      Since why to love I can allege no cause.

    How heavy do I journey on the way,
    When what I seek, my weary travel's end,
    Doth teach that ease and that repose to say,
    'Thus far the miles are measured from thy friend!'
    The beast that bears me, tired with my woe,
    Plods dully on, to bear that weight in me,
    As if by some instinct the wretch did know
    His rider lov'd not speed, being made from thee:
    The bloody spur cannot provoke him on,
    That sometimes anger thrusts into his hide,
    Which heavily he answers with a groan,
    More sharp to me than spurring to his side;
      For that same groan doth put this in my mind,
      My grief lies onward, and my joy behind.

    Thus can my love excuse the slow offence
    Of my dull bearer when from thee I speed:
    From where thou art why should I haste me thence?
    Till I return, of posting is no need.
    O! what excuse will my poor beast then find,
    When swift extremity can seem but slow?
    Then should I spur, though mounted on the wind,
    In winged speed n:motion shall I know,
    Then can no horse with my desire keep pace;
    Therefore desire, of perfect'st love being made,
    Shall neigh--no dull flesh--in his fiery race;
    But love, for love, thus shall excuse my jade,--
      'Since from thee going, he went wilful-slow,
      Towards thee I'll run, and give him leave to go.'

    So am I as the rich, whose blessed key,
    Can bring him to his sweet up-locked treasure,
    The which he will not every hour survey,
    For blunting the fine point of seldom pleasure.
    Therefore are feasts so solemn and so rare,
    Since, seldom coming in that long year set,
    Like stones of worth they thinly placed are,
    Or captain jewels in the carcanet.
    So is the time that keeps you as my chest,
    Or as the wardrobe which the robe doth hide,
    To make some special instant special-blest,
    By new unfolding his imprison'd pride.
      Blessed are you whose worthiness gives scope,
      Being had, to triumph; being lacked, to hope.

    What is your substance, whereof are you made,
    That millions of strange shadows on you tend?
    Since every one, hath every one, one shade,
    And you but one, can every shadow lend.
    Describe Adonis, and the counterfeit
    Is poorly imitated after you;
    On Helen's cheek all art of beauty set,
    And you in Grecian tires are painted new:
    Speak of the spring, and foison of the year,
    The one doth shadow of your beauty show,
    The other as your bounty doth appear;
    And you in every blessed shape we know.
      In all external grace you have some part,
      But you like none, none you, for constant heart.

    O! how much more doth beauty beauteous seem
    By that sweet ornament which truth doth give.
    The rose looks fair, but fairer we it deem
    For that sweet odour, which doth in it live.
    The canker blooms have full as deep a dye
    As the perfumed tincture of the roses.
    Hang on such thorns, and play as wantonly
    When summer's breath their masked buds discloses:
    But, for their virtue only is their show,
    They live unwoo'd, and unrespected fade;
    Die to themselves. Sweet roses do not so;
    Of their sweet deaths, are sweetest odours made:
      And so of you, beauteous and lovely youth,
      When that shall vade, by verse distills your truth.

    Not marble, nor the gilded monuments
    Of princes, shall outlive this powerful rhyme;
    But you shall shine more bright in these contents
    Than unswept stone, besmear'd with sluttish time.
    When wasteful war shall statues overturn,
    And broils root out the work of masonry,
    Nor Mars his sword, nor war's quick fire shall burn
    The living record of your memory.
    'Gainst death, and all-oblivious enmity
    Shall you pace forth; your praise shall still find room
    Even in the eyes of all posterity
    That wear this world out to the ending doom.
      So, till the judgment that yourself arise,
      You live in this, and dwell in lovers' eyes.

    Sweet love, renew thy force; be it not said
    Thy edge should blunter be than appetite,
    Which but to-day by feeding is allay'd,
    To-morrow sharpened in his former might:
    So, love, be thou, although to-day thou fill
    Thy hungry eyes, even till they wink with fulness,
    To-morrow see again, and do not kill
    The spirit of love, with a perpetual dulness.
    Let this sad interim like the ocean be
    Which parts the shore, where two contracted new
    Come daily to the banks, that when they see
    Return of love, more blest may be the view;
      Or call it winter, which being full of care,
      Makes summer's welcome, thrice more wished, more rare.

    Being your slave what should I do but tend,
    Upon the hours, and times of your desire?
    I have no precious time at all to spend;
    Nor services to do, till you require.
    Nor dare I chide the world-without-end hour,
    Whilst I, my sovereign, watch the clock for you,
    Nor think the bitterness of absence sour,
    When you have bid your servant once adieu;
    Nor dare I question with my jealous thought
    Where you may be, or your affairs suppose,
    But, like a sad slave, stay and think of nought
    Save, where you are, how happy you make those.
      So true a fool is love, that in your will,
      Though you do anything, he thinks no ill.

    That god forbid, that made me first your slave,
    I should in thought control your times of pleasure,
    Or at your hand the account of hours to crave,
    Being your vassal, bound to stay your leisure!
    O! let me suffer, being at your beck,
    The imprison'd absence of your liberty;
    And patience, tame to sufferance, bide each check,
    Without accusing you of injury.
    Be where you list, your charter is so strong
    That you yourself may privilage your time
    To what you will; to you it doth belong
    Yourself to pardon of self-doing crime.
      I am to wait, though waiting so be hell,
      Not blame your pleasure be it ill or well.

    If there be nothing new, but that which is
    Hath been before, how are our brains beguil'd,
    Which labouring for invention bear amiss
    The second burthen of a former child!
    O! that record could with a backward look,
    Even of five hundred courses of the sun,
    Show me your image in some antique book,
    Since mind at first in character was done!
    That I might see what the old world could say
    To this composed wonder of your frame;
    Wh'r we are mended, or wh'r better they,
    Or whether revolution be the same.
      O! sure I am the wits of former days,
      To subjects worse have given admiring praise.

    Like as the waves make towards the pebbled shore,
    So do our minutes hasten to their end;
    Each changing place with that which goes before,
    In sequent toil all forwards do contend.
    Nativity, once in the main of light,
    Crawls to maturity, wherewith being crown'd,
    Crooked eclipses 'gainst his glory fight,
    And Time that gave doth now his gift confound.
    Time doth transfix the flourish set on youth
    And delves the parallels in beauty's brow,
    Feeds on the rarities of nature's truth,
    And nothing stands but for his scythe to mow:
      And yet to times in hope, my verse shall stand.
      Praising thy worth, despite his cruel hand.

    Is it thy will, thy image should keep open
    My heavy eyelids to the weary night?
    Dost thou desire my slumbers should be broken,
    While shadows like to thee do mock my sight?
    Is it thy spirit that thou send'st from thee
    So far from home into my deeds to pry,
    To find out shames and idle hours in me,
    The scope and tenure of thy jealousy?
    O, no! thy love, though much, is not so great:
    It is my love that keeps mine eye awake:
    Mine own true love that doth my rest defeat,
    To play the watchman ever for thy sake:
      For thee watch I, whilst thou dost wake elsewhere,
      From me far off, with others all too near.

    Sin of self-love possesseth all mine eye
    And all my soul, and all my every part;
    And for this sin there is no remedy,
    It is so grounded inward in my heart.
    Methinks no face so gracious is as mine,
    No shape so true, no truth of such account;
    And for myself mine own worth do define,
    As I all other in all worths surmount.
    But when my glass shows me myself indeed
    Beated and chopp'd with tanned antiquity,
    Mine own self-love quite contrary I read;
    Self so self-loving were iniquity.
      'Tis thee,--myself,--that for myself I praise,
      Painting my age with beauty of thy days.

    Against my love shall be as I am now,
    With Time's injurious hand crush'd and o'erworn;
    When hours have drain'd his blood and fill'd his brow
    With lines and wrinkles; when his youthful morn
    Hath travell'd on to age's steepy night;
    And all those beauties whereof now he's king
    Are vanishing, or vanished out of sight,
    Stealing away the treasure of his spring;
    For such a time do I now fortify
    Against confounding age's cruel knife,
    That he shall never cut from memory
    My sweet love's beauty, though my lover's life:
      His beauty shall in these black lines be seen,
      And they shall live, and he in them still green.

    When I have seen by Time's fell hand defac'd
    The rich-proud cost of outworn buried age;
    When sometime lofty towers I see down-raz'd,
    And brass eternal slave to mortal rage;
    When I have seen the hungry ocean gain
    Advantage on the kingdom of the shore,
    And the firm soil win of the watery main,
    Increasing store with loss, and loss with store;
    When I have seen such interchange of state,
    Or state itself confounded, to decay;
    Ruin hath taught me thus to ruminate--
    That Time will come and take my love away.
      This thought is as a death which cannot choose
      But weep to have, that which it fears to lose.

    Since brass, nor stone, nor earth, nor boundless sea,
    But sad mortality o'ersways their power,
    How with this rage shall beauty hold a plea,
    Whose action is no stronger than a flower?
    O! how shall summer's honey breath hold out,
    Against the wrackful siege of battering days,
    When rocks impregnable are not so stout,
    Nor gates of steel so strong but Time decays?
    O fearful meditation! where, alack,
    Shall Time's best jewel from Time's chest lie hid?
    Or what strong hand can hold his swift foot back?
    Or who his spoil of beauty can forbid?
      O! none, unless this miracle have might,
      That in black ink my love may still shine bright.

    Tired with all these, for restful death I cry,
    As to behold desert a beggar born,
    And needy nothing trimm'd in jollity,
    And purest faith unhappily forsworn,
    And gilded honour shamefully misplac'd,
    And maiden virtue rudely strumpeted,
    And right perfection wrongfully disgrac'd,
    And strength by limping sway disabled
    And art made tongue-tied by authority,
    And folly--doctor-like--controlling skill,
    And simple truth miscall'd simplicity,
    And captive good attending captain ill:
      Tir'd with all these, from these would I be gone,
      Save that, to die, I leave my love alone.

    Ah! wherefore with infection should he live,
    And with his presence grace impiety,
    That sin by him advantage should achieve,
    And lace itself with his society?
    Why should false painting imitate his cheek,
    And steel dead seeming of his living hue?
    Why should poor beauty indirectly seek
    Roses of shadow, since his rose is true?
    Why should he live, now Nature bankrupt is,
    Beggar'd of blood to blush through lively veins?
    For she hath no exchequer now but his,
    And proud of many, lives upon his gains.
      O! him she stores, to show what wealth she had
      In days long since, before these last so bad.

    Thus is his cheek the map of days outworn,
    When beauty lived and died as flowers do now,
    Before these bastard signs of fair were born,
    Or durst inhabit on a living brow;
    Before the golden tresses of the dead,
    The right of sepulchres, were shorn away,
    To live a second life on second head;
    Ere beauty's dead fleece made another gay:
    In him those holy antique hours are seen,
    Without all ornament, itself and true,
    Making no summer of another's green,
    Robbing no old to dress his beauty new;
      And him as for a map doth Nature store,
      To show false Art what beauty was of yore.

    Those parts of thee that the world's eye doth view
    Want nothing that the thought of hearts can mend;
    All tongues--the voice of souls--give thee that due,
    Uttering bare truth, even so as foes commend.
    Thy outward thus with outward praise is crown'd;
    But those same tongues, that give thee so thine own,
    In other accents do this praise confound
    By seeing farther than the eye hath shown.
    They look into the beauty of thy mind,
    And that in guess they measure by thy deeds;
    Then--churls--their thoughts, although their eyes were kind,
    To thy fair flower add the rank smell of weeds:
      But why thy odour matcheth not thy show,
      The soil is this, that thou dost common grow.

    That thou art blam'd shall not be thy defect,
    For slander's mark was ever yet the fair;
    The ornament of beauty is suspect,
    A crow that flies in heaven's sweetest air.
    So thou be good, slander doth but approve
    Thy worth the greater being woo'd of time;
    For canker vice the sweetest buds doth love,
    And thou present'st a pure unstained prime.
    Thou hast passed by the ambush of young days
    Either not assail'd, or victor being charg'd;
    Yet this thy praise cannot be so thy praise,
    To tie up envy, evermore enlarg'd,
      If some suspect of ill mask'd not thy show,
      Then thou alone kingdoms of hearts shouldst owe.

    No longer mourn for me when I am dead
    Than you shall hear the surly sullen bell
    Give warning to the world that I am fled
    From this vile world with vilest worms to dwell:
    Nay, if you read this line, remember not
    The hand that writ it, for I love you so,
    That I in your sweet thoughts would be forgot,
    If thinking on me then should make you woe.
    O! if,--I say you look upon this verse,
    When I perhaps compounded am with clay,
    Do not so much as my poor name rehearse;
    But let your love even with my life decay;
      Lest the wise world should look into your moan,
      And mock you with me after I am gone.

    O! lest the world should task you to recite
    What merit lived in me, that you should love
    After my death,--dear love, forget me quite,
    For you in me can nothing worthy prove;
    Unless you would devise some virtuous lie,
    To do more for me than mine own desert,
    And hang more praise upon deceased I
    Than niggard truth would willingly impart:
    O! lest your true love may seem false in this
    That you for love speak well of me untrue,
    My name be buried where my body is,
    And live no more to shame nor me nor you.
      For I am shamed by that which I bring forth,
      And so should you, to love things nothing worth.

    That time of year thou mayst in me behold
    When yellow leaves, or none, or few, do hang
    Upon those boughs which shake against the cold,
    Bare ruin'd choirs, where late the sweet birds sang.
    In me thou see'st the twilight of such day
    As after sunset fadeth in the west;
    Which by and by black night doth take away,
    Death's second self, that seals up all in rest.
    In me thou see'st the glowing of such fire,
    That on the ashes of his youth doth lie,
    As the death-bed, whereon it must expire,
    Consum'd with that which it was nourish'd by.
      This thou perceiv'st, which makes thy love more strong,
      To love that well, which thou must leave ere long.

    But be contented: when that fell arrest
    Without all bail shall carry me away,
    My life hath in this line some interest,
    Which for memorial still with thee shall stay.
    When thou reviewest this, thou dost review
    The very part was consecrate to thee:
    The earth can have but earth, which is his due;
    My spirit is thine, the better part of me:
    So then thou hast but lost the dregs of life,
    The prey of worms, my body being dead;
    The coward conquest of a wretch's knife,
    Too base of thee to be remembered,.
      The worth of that is that which it contains,
      And that is this, and this with thee remains.

    So are you to my thoughts as food to life,
    Or as sweet-season'd showers are to the ground;
    And for the peace of you I hold such strife
    As 'twixt a miser and his wealth is found.
    Now proud as an enjoyer, and anon
    Doubting the filching age will steal his treasure;
    Now counting best to be with you alone,
    Then better'd that the world may see my pleasure:
    Sometime all full with feasting on your sight,
    And by and by clean starved for a look;
    Possessing or pursuing no delight,
    Save what is had, or must from you be took.
      Thus do I pine and surfeit day by day,
      Or gluttoning on all, or all away.

    Why is my verse so barren of new pride,
    So far from variation or quick change?
    Why with the time do I not glance aside
    To new-found methods, and to compounds strange?
    Why write I still all one, ever the same,
    And keep invention in a noted weed,
    That every word doth almost tell my name,
    Showing their birth, and where they did proceed?
    O! know sweet love I always write of you,
    And you and love are still my argument;
    So all my best is dressing old words new,
    Spending again what is already spent:
      For as the sun is daily new and old,
      So is my love still telling what is told.

    Thy glass will show thee how thy beauties wear,
    Thy dial how thy precious minutes waste;
    These vacant leaves thy mind's imprint will bear,
    And of this book, this learning mayst thou taste.
    The wrinkles which thy glass will truly show
    Of mouthed graves will give thee memory;
    Thou by thy dial's shady stealth mayst know
    Time's thievish progress to eternity.
    Look! what thy memory cannot contain,
    Commit to these waste blanks, and thou shalt find
    Those children nursed, deliver'd from thy brain,
    To take a new acquaintance of thy mind.
      These offices, so oft as thou wilt look,
      Shall profit thee and much enrich thy book.

    """
