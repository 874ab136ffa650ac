__kernel void forwardJoined(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *statistics, __global uchar *shape, __global uchar *o, __global uchar *lse)
{
  bool b_21, b_52, b_101;
  float f_46, f_47, f_48, f_49, f_53, f_54, f_55, f_56, f_63, f_69, f_76, f_77;
  float f_78, f_79, f_80, f_81, f_82, f_83, f_84, f_85, f_86, f_88, f_92, f_93;
  float f_99, f_103, f_104, f_105, f_106, f_107;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_23, i_25;
  int i_27, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39;
  int i_40, i_41, i_42, i_43, i_44, i_45, i_50, i_51, i_57, i_58, i_64, i_70;
  int i_71, i_87, i_89, i_90, i_91, i_94, i_100, i_102, i_112;
  long l_59, l_60, l_61, l_65, l_66, l_67, l_72, l_73, l_74, l_95, l_96, l_97;
  long l_108, l_109, l_110;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_22;
  ulong ul_24, ul_26, ul_28, ul_62, ul_68, ul_75, ul_98, ul_111;

  // BLOCK 0
  ul_0  =  (ulong) partials;
  ul_1  =  (ulong) statistics;
  ul_2  =  (ulong) shape;
  ul_3  =  (ulong) o;
  ul_4  =  (ulong) lse;
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_2 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 40L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 224L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_2 + 236L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_2 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_6 * i_16;
  i_19  =  i_18 * i_8;
  i_20  =  i_19 * i_14;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    ul_22  =  ul_2 + 240L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_2 + 244L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_2 + 248L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_2 + 252L;
    i_29  =  *((__global int *) ul_28);
    i_30  =  i_17 / i_14;
    i_31  =  i_30 / i_8;
    i_32  =  i_31 / i_6;
    i_33  =  i_32 * i_25;
    i_34  =  i_33 + i_23;
    i_35  =  i_31 % i_6;
    i_36  =  i_35 * i_27;
    i_37  =  i_34 + i_36;
    i_38  =  i_30 % i_8;
    i_39  =  i_38 * i_29;
    i_40  =  i_37 + i_39;
    i_41  =  i_12 * i_30;
    i_42  =  i_30 + 1;
    i_43  =  i_42 * i_12;
    i_44  =  i_17 % i_14;
    // BLOCK 2 MERGES [1 21 ]
    i_45  =  i_44;
    for(;i_45 < i_10;)
    {
      // BLOCK 3
      // BLOCK 4 MERGES [3 11 ]
      f_46  =  -3.4028235E38F;
      f_47  =  0.0F;
      f_48  =  0.0F;
      f_49  =  1.0F;
      i_50  =  1;
      i_51  =  0;
      for(;i_51 < i_50;)
      {
        // BLOCK 5
        b_52  =  i_51 == 0;
        if(b_52)
        {
          // BLOCK 6
          f_53  =  1.0F;
        }  // B5
        else
        {
          // BLOCK 7
          f_53  =  5.421011E-20F;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        // BLOCK 9 MERGES [8 10 ]
        f_54  =  -3.4028235E38F;
        f_55  =  0.0F;
        f_56  =  0.0F;
        i_57  =  i_41;
        for(;i_57 < i_43;)
        {
          // BLOCK 10
          i_58  =  i_57 << 1;
          l_59  =  (long) i_58;
          l_60  =  l_59 + 4L;
          l_61  =  l_60 << 2;
          ul_62  =  ul_1 + l_61;
          f_63  =  *((__global float *) ul_62);
          i_64  =  i_58 + 1;
          l_65  =  (long) i_64;
          l_66  =  l_65 + 4L;
          l_67  =  l_66 << 2;
          ul_68  =  ul_1 + l_67;
          f_69  =  *((__global float *) ul_68);
          i_70  =  i_57 * i_10;
          i_71  =  i_70 + i_45;
          l_72  =  (long) i_71;
          l_73  =  l_72 + 4L;
          l_74  =  l_73 << 2;
          ul_75  =  ul_0 + l_74;
          f_76  =  *((__global float *) ul_75);
          f_77  =  fmax(f_54, f_63);
          f_78  =  f_54 - f_77;
          f_79  =  exp(f_78);
          f_80  =  f_63 - f_77;
          f_81  =  exp(f_80);
          f_82  =  f_81 * f_53;
          f_83  =  f_82 * f_76;
          f_84  =  fma(f_56, f_79, f_83);
          f_85  =  f_69 * f_82;
          f_86  =  fma(f_55, f_79, f_85);
          i_87  =  i_57 + 1;
          f_54  =  f_77;
          f_55  =  f_86;
          f_56  =  f_84;
          i_57  =  i_87;
        }  // B9
        // BLOCK 11
        f_88  =  f_56 * 0.0F;
        i_89  =  (f_88 == 0.0F) ? 1 : 2;
        i_90  =  i_51 + 1;
        f_46  =  f_54;
        f_47  =  f_55;
        f_48  =  f_56;
        f_49  =  f_53;
        i_50  =  i_89;
        i_51  =  i_90;
      }  // B4
      // BLOCK 12
      i_91  =  isequal(f_47, 0.0F);
      if(i_91 == 1)
      {
        // BLOCK 13
        f_92  =  0.0F;
      }  // B12
      else
      {
        // BLOCK 14
        f_93  =  1.0F / f_47;
        f_92  =  f_93;
      }  // B12
      // BLOCK 15 MERGES [13 14 ]
      i_94  =  i_40 + i_45;
      l_95  =  (long) i_94;
      l_96  =  l_95 + 4L;
      l_97  =  l_96 << 2;
      ul_98  =  ul_3 + l_97;
      f_99  =  f_48 * f_92;
      *((__global float *) ul_98)  =  f_99;
      i_100  =  i_45 + i_14;
      b_101  =  i_45 == 0;
      if(b_101)
      {
        // BLOCK 16
        i_102  =  isequal(f_47, 0.0F);
        if(i_102 == 1)
        {
          // BLOCK 17
          f_103  =  -1.0F / 0.0F;
          f_104  =  f_103;
        }  // B16
        else
        {
          // BLOCK 18
          f_105  =  f_47 / f_49;
          f_106  =  log(f_105);
          f_107  =  f_46 + f_106;
          f_104  =  f_107;
        }  // B16
        // BLOCK 19 MERGES [17 18 ]
        l_108  =  (long) i_30;
        l_109  =  l_108 + 4L;
        l_110  =  l_109 << 2;
        ul_111  =  ul_4 + l_110;
        *((__global float *) ul_111)  =  f_104;
      }  // B15
      else
      {
        // BLOCK 20
      }  // B15
      // BLOCK 21 MERGES [20 19 ]
      i_112  =  i_100;
      i_45  =  i_112;
    }  // B2
    // BLOCK 22
  }  // B0
  else
  {
    // BLOCK 23
  }  // B0
  // BLOCK 24 MERGES [23 22 ]
  return;
}  //  kernel
