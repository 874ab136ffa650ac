__kernel void forwardJoined(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *statistics, __global uchar *shape, __global uchar *o, __global uchar *lse)
{
  bool b_21, b_89;
  float f_46, f_47, f_48, f_55, f_61, f_68, f_69, f_70, f_71, f_72, f_73, f_74;
  float f_75, f_76, f_77, f_80, f_81, f_87, f_91, f_92, f_93, f_94;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_23, i_25;
  int i_27, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39;
  int i_40, i_41, i_42, i_43, i_44, i_45, i_49, i_50, i_56, i_62, i_63, i_78;
  int i_79, i_82, i_88, i_90, i_99;
  long l_51, l_52, l_53, l_57, l_58, l_59, l_64, l_65, l_66, l_83, l_84, l_85;
  long l_95, l_96, l_97;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_22;
  ulong ul_24, ul_26, ul_28, ul_54, ul_60, ul_67, ul_86, ul_98;

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
    // BLOCK 2 MERGES [1 15 ]
    i_45  =  i_44;
    for(;i_45 < i_10;)
    {
      // BLOCK 3
      // BLOCK 4 MERGES [3 5 ]
      f_46  =  -3.0E38F;
      f_47  =  0.0F;
      f_48  =  0.0F;
      i_49  =  i_41;
      for(;i_49 < i_43;)
      {
        // BLOCK 5
        i_50  =  i_49 << 1;
        l_51  =  (long) i_50;
        l_52  =  l_51 + 4L;
        l_53  =  l_52 << 2;
        ul_54  =  ul_1 + l_53;
        f_55  =  *((__global float *) ul_54);
        i_56  =  i_50 + 1;
        l_57  =  (long) i_56;
        l_58  =  l_57 + 4L;
        l_59  =  l_58 << 2;
        ul_60  =  ul_1 + l_59;
        f_61  =  *((__global float *) ul_60);
        i_62  =  i_49 * i_10;
        i_63  =  i_62 + i_45;
        l_64  =  (long) i_63;
        l_65  =  l_64 + 4L;
        l_66  =  l_65 << 2;
        ul_67  =  ul_0 + l_66;
        f_68  =  *((__global float *) ul_67);
        f_69  =  fmax(f_46, f_55);
        f_70  =  f_46 - f_69;
        f_71  =  exp(f_70);
        f_72  =  f_55 - f_69;
        f_73  =  exp(f_72);
        f_74  =  f_73 * f_68;
        f_75  =  fma(f_48, f_71, f_74);
        f_76  =  f_61 * f_73;
        f_77  =  fma(f_47, f_71, f_76);
        i_78  =  i_49 + 1;
        f_46  =  f_69;
        f_47  =  f_77;
        f_48  =  f_75;
        i_49  =  i_78;
      }  // B4
      // BLOCK 6
      i_79  =  isequal(f_47, 0.0F);
      if(i_79 == 1)
      {
        // BLOCK 7
        f_80  =  0.0F;
      }  // B6
      else
      {
        // BLOCK 8
        f_81  =  1.0F / f_47;
        f_80  =  f_81;
      }  // B6
      // BLOCK 9 MERGES [7 8 ]
      i_82  =  i_40 + i_45;
      l_83  =  (long) i_82;
      l_84  =  l_83 + 4L;
      l_85  =  l_84 << 2;
      ul_86  =  ul_3 + l_85;
      f_87  =  f_80 * f_48;
      *((__global float *) ul_86)  =  f_87;
      i_88  =  i_45 + i_14;
      b_89  =  i_45 == 0;
      if(b_89)
      {
        // BLOCK 10
        i_90  =  isequal(f_47, 0.0F);
        if(i_90 == 1)
        {
          // BLOCK 11
          f_91  =  -1.0F / 0.0F;
          f_92  =  f_91;
        }  // B10
        else
        {
          // BLOCK 12
          f_93  =  log(f_47);
          f_94  =  f_93 + f_46;
          f_92  =  f_94;
        }  // B10
        // BLOCK 13 MERGES [11 12 ]
        l_95  =  (long) i_30;
        l_96  =  l_95 + 4L;
        l_97  =  l_96 << 2;
        ul_98  =  ul_4 + l_97;
        *((__global float *) ul_98)  =  f_92;
      }  // B9
      else
      {
        // BLOCK 14
      }  // B9
      // BLOCK 15 MERGES [14 13 ]
      i_99  =  i_88;
      i_45  =  i_99;
    }  // B2
    // BLOCK 16
  }  // B0
  else
  {
    // BLOCK 17
  }  // B0
  // BLOCK 18 MERGES [17 16 ]
  return;
}  //  kernel
